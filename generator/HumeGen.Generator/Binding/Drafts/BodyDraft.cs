using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A request body in the making.</summary>
/// <param name="FormName">The name that the document gives to a form; null where it is named after the call.</param>
internal sealed record BodyDraft(
    BodyKind Kind, TypeUse Use, bool Required, string Doc, string? FormName, IReadOnlyList<PartDraft> Parts, string ContentType);
