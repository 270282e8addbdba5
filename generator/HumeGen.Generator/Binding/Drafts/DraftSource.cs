using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A part of a document that C# is made of.</summary>
internal readonly record struct DraftSource(DocumentContext Document, JsonPointer Pointer)
{
    /// <summary>The place in the file.</summary>
    public LocationInfo? Location => Document.Spec.Locate(Pointer);
}
