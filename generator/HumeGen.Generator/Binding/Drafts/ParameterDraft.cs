using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A parameter in the making, as the document describes it. How it is sent is decided when its type is known.</summary>
/// <param name="Node">The parameter in its document.</param>
/// <param name="Place">Place in the request.</param>
/// <param name="Style">The style, in the word of OpenAPI such as <c>deepObject</c>; null for the usual one of its place.</param>
/// <param name="Explode">Whether a list repeats the name.</param>
/// <param name="ContentType">The media type that the document gives it; null where a style says how it is written.</param>
internal sealed record ParameterDraft(
    SpecNode Node, PropertyDraft Property, ParameterIn Place, string? Style, bool Explode, string? ContentType)
{
    public JsonPointer Pointer => Node.Pointer;

    /// <summary>Whether it is a property of the record of parameters: neither an argument for the path nor a constant.</summary>
    public bool IsInRecord => Place != ParameterIn.Path && Constant is null;

    /// <summary>Whether signs that mean something in a query stay as they are.</summary>
    public bool AllowsReserved { get; init; }

    /// <summary>The only value that it has, as text, so that it is no argument; null if it has several.</summary>
    public string? Constant { get; init; }

    /// <summary>Whether a value of the path may be several steps of it.</summary>
    public bool HasSteps { get; init; }
}
