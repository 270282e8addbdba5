using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding;

/// <summary>Binds all given documents into one model.</summary>
internal static class ApiBinder
{
    public static BoundApi Bind(IReadOnlyList<SpecDocument> files, CancellationToken cancellationToken)
    {
        var diagnostics = new List<DiagnosticInfo>(files.SelectMany(f => f.Diagnostics));
        var specs = OverlayApplier.Apply(files, cancellationToken);
        diagnostics.AddRange(specs.Diagnostics);

        var drafts = new List<TypeDraft>();
        var documents = new List<DocumentContext>();
        var operations = new List<OperationDraft>();
        var channels = new List<ChannelDraft>();
        var namespaces = new NamespaceTable();
        // By path, so that the order in which a project lists its files makes no difference.
        foreach (var resolved in specs.Documents.OrderBy(d => d.Source.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (resolved.Source.Kind == SpecKind.AsyncApi)
                AsyncApiForm.Normalize(resolved, diagnostics);
            if (OpenApiLoader.Load(resolved, diagnostics) is not { } loaded)
                continue;
            var document = new DocumentContext(resolved, loaded, namespaces, diagnostics);
            documents.Add(document);
            var schemas = new SchemaBinder(document, drafts);
            schemas.BindComponents();
            operations.AddRange(new OperationBinder(document, schemas).Bind());
            if (resolved.Source.Kind == SpecKind.AsyncApi)
                channels.AddRange(new ChannelBinder(document, schemas, drafts).Bind());
        }

        TypeMerger.Merge(drafts, [.. namespaces.All, .. ClientModelBuilder.Taken(operations, channels)]);
        var types = new TypeModelBuilder(drafts);
        var models = types.Build();
        var scopes = new TypeScopes(models);
        var calls = new CallModelBuilder(types, scopes, models);
        var clients = new ClientModelBuilder(types, scopes, calls, cancellationToken).Build(documents, operations, channels);
        models.AddRange(calls.Requests);
        return new BoundApi(new ApiModel(EquatableArray.From(models), EquatableArray.From(clients)), EquatableArray.From(diagnostics));
    }
}

/// <summary>The model, and what is wrong with the documents that it was bound from.</summary>
internal sealed record BoundApi(ApiModel Model, EquatableArray<DiagnosticInfo> Diagnostics);
