using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A part of a form in the making.</summary>
/// <param name="ContentType">The media type that the document gives the part; null when it says nothing.</param>
internal sealed record PartDraft(PropertyDraft Property, ArrayFormat Array, string? ContentType);
