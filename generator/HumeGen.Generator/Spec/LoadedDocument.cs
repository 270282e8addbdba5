using HumeGen.Generator.Reading;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>One API document, ready to be bound. Equal to another when it was loaded from the same; its trees are only read.</summary>
/// <param name="input">Input that it was loaded from.</param>
/// <param name="document">Its tree in the form of OpenAPI 3.1, and what is wrong with it.</param>
/// <param name="openApi">The same as Microsoft.OpenApi reads it; null when it cannot be loaded.</param>
internal sealed class LoadedDocument(DocumentInput input, PatchedDocument document, OpenApiDocument? openApi) : IEquatable<LoadedDocument>
{
    public DocumentInput Input { get; } = input;

    public PatchedDocument Document { get; } = document;

    /// <summary>The document as Microsoft.OpenApi reads it; null when it cannot be loaded.</summary>
    public OpenApiDocument? OpenApi { get; } = openApi;

    /// <summary>The typed tree; null when the document cannot be loaded.</summary>
    public ApiDocument? Api { get; } = openApi is null ? null : new ApiDocument(document, openApi);

    public bool Equals(LoadedDocument? other) => other is not null && Input.Equals(other.Input);

    public override bool Equals(object? obj) => Equals(obj as LoadedDocument);

    public override int GetHashCode() => Input.GetHashCode();
}
