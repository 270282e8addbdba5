using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Normalizing;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Spec;

/// <summary>The one way from files to documents: overlays, references to other files, one form of AsyncAPI, one form of schemas, Microsoft.OpenApi.</summary>
internal static class SpecLoader
{
    private static readonly PerspectiveWords Words = new(ExtensionWords.Document.Name, ExtensionWords.Perspective.Name, ExtensionWords.Ignore.Name, ExtensionWords.Group.Name);

    /// <summary>The extensions that tables of a document put at schemas.</summary>
    public static readonly SchemaTableWords Tables = new(ExtensionWords.Document.Name, ExtensionWords.Name.Name, ExtensionWords.Namespace.Name, ExtensionWords.Ignore.Name);

    /// <summary>Loads all API documents among the files.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LoadedSpecs Load(IReadOnlyList<SpecDocument> files, CancellationToken cancellationToken)
    {
        var sources = SpecSources.Of(files, cancellationToken);
        return new LoadedSpecs(sources, sources.Documents.Select(input => Load(input, cancellationToken)));
    }

    /// <summary>Loads one document.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LoadedDocument Load(DocumentInput input, CancellationToken cancellationToken)
    {
        var document = Patch(input, cancellationToken);
        return new LoadedDocument(input, document, OpenApiLoader.Load(document, cancellationToken));
    }

    /// <summary>
    /// The first half of loading: the document stands by itself and says all that overlays say, its schemas still in the words of its own version.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PatchedDocument Patch(DocumentInput input, CancellationToken cancellationToken)
    {
        var document = OverlayApplier.Apply(input.Document.File, input.Document.Overlays, cancellationToken);
        SchemaTables.Apply(document, Tables);
        CrossFileReferences.Resolve(document, input, Tables, cancellationToken);
        ReferenceSpelling.Unify(document, cancellationToken);
        if (document.File.Kind == SpecKind.OpenApi)
            OperationReferences.Inline(document);
        ExtensionCheck.Run(document, cancellationToken);
        if (document.File.Kind == SpecKind.AsyncApi)
            AsyncApiNormalizer.Normalize(document, Words, cancellationToken);
        return document;
    }
}
