using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Binding;

/// <summary>Binds all given documents into one model.</summary>
internal static class ApiBinder
{
    /// <param name="specs">The documents, loaded.</param>
    /// <param name="settings">What the project says of all that is generated.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <param name="trace">Takes what the model was made of; null where nobody asks.</param>
    public static BoundApi Bind(LoadedSpecs specs, ProjectSettings settings, CancellationToken cancellationToken, BindingTrace? trace = null)
    {
        var files = specs.Sources.Files;
        if (files.Count == 0)
            return BoundApi.Empty;
        if (settings.Obstacle is { } obstacle)
            return BoundApi.Empty with { Diagnostics = EquatableArray.From([obstacle]) };

        var diagnostics = new List<DiagnosticInfo>(specs.Diagnostics);
        if (settings.Problem is { } problem)
            diagnostics.Add(problem);
        diagnostics.AddRange(files.Select(f => f.Settings.Namespace).Distinct().Where(n => n is not null && CSharpNames.Namespace(n) != n)
            .Select(n => DiagnosticInfo.Create(Descriptors.UnusableSetting, null, "HumeGenNamespace (or the item's Namespace)", n!, "a namespace")));

        var drafts = new List<TypeDraft>();
        var documents = new List<DocumentContext>();
        var operations = new List<OperationDraft>();
        var channels = new List<ChannelDraft>();
        var namespaces = new NamespaceTable();
        foreach (var loaded in specs.Documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            diagnostics.AddRange(loaded.Document.Diagnostics);
            if (loaded.OpenApi is not { } openApi)
                continue;
            var document = new DocumentContext(loaded.Document, openApi, namespaces, diagnostics);
            documents.Add(document);
            var schemas = new SchemaBinder(document, drafts);
            schemas.BindComponents();
            operations.AddRange(new OperationBinder(document, schemas).Bind());
            if (loaded.Document.File.Kind == SpecKind.AsyncApi)
                channels.AddRange(new ChannelBinder(document, schemas, drafts).Bind());
        }

        TypeMerger.Merge(drafts, [.. namespaces.All, .. ClientModelBuilder.Taken(operations, channels)]);
        var types = new TypeModelBuilder(drafts, new Directions(operations, channels));
        IReadOnlyList<TypeModel> models = types.Build();
        // Names are settled for all areas alike: a choice of areas leaves things out, and changes nothing that stays.
        var groups = operations.Select(o => (o.Document, o.Group)).Concat(channels.Select(c => (c.Document, c.Group))).Distinct().ToArray();
        AreaFilter.Check(documents, groups);
        var scopes = new TypeScopes(models);
        var calls = new CallModelBuilder(types, scopes, models);
        var clients = new ClientModelBuilder(types, scopes, calls, cancellationToken)
            .Build(documents, [.. operations.Where(o => o.Document.Includes(o.Group))], [.. channels.Where(c => c.Document.Includes(c.Group))]);
        models = [.. models, .. calls.Requests];
        string[] leftOut = [];
        if (documents.Any(d => d.Source.File.Settings.Areas.Count > 0))
        {
            var all = models;
            models = AreaFilter.Keep(all, clients, [.. documents.SelectMany(d => d.IncludedNamespaces)]);
            leftOut = [.. all.Select(t => t.FullName).Except(models.Select(t => t.FullName))];
        }

        trace?.Add([.. specs.Documents.Select(d => d.Document)], drafts, operations, channels);
        return new BoundApi(
            new ApiModel(
                EquatableArray.From(models.Select(m => m with { Access = settings.Access })),
                EquatableArray.From(clients.Select(c => c with { Access = settings.Access })),
                EquatableArray.From(documents.Select(d => d.Root).Distinct()),
                EquatableArray.From(leftOut)),
            EquatableArray.From(diagnostics.Select(d => WithSeverity(d, files)).OfType<DiagnosticInfo>()));
    }

    // The compiler applies severities of an .editorconfig to C# alone, so those for specifications are applied here.
    private static DiagnosticInfo? WithSeverity(DiagnosticInfo diagnostic, IReadOnlyList<SpecDocument> files)
    {
        var wanted = files.FirstOrDefault(f => f.Path == diagnostic.Location?.Path)?.Settings.Severities.FirstOrDefault(s => s.Id == diagnostic.Id)?.Severity;
        return wanted switch
        {
            "error" => diagnostic with { Severity = DiagnosticSeverity.Error },
            "warning" => diagnostic with { Severity = DiagnosticSeverity.Warning },
            "suggestion" => diagnostic with { Severity = DiagnosticSeverity.Info },
            "silent" => diagnostic with { Severity = DiagnosticSeverity.Hidden },
            "none" => null,
            _ => diagnostic,
        };
    }
}

/// <summary>The model, and what is wrong with the documents that it was bound from.</summary>
internal sealed record BoundApi(ApiModel Model, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static BoundApi Empty { get; } = new(new ApiModel(default, default, default, default), default);
}
