using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Channels;
using HumeGen.Generator.Binding.Clients;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Normalizing;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Binding;

/// <summary>Binds all given documents into one model.</summary>
internal static class ApiBinder
{
    /// <param name="specs">The documents, loaded.</param>
    /// <param name="settings">The project's settings for all that is generated.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public static BoundApi Bind(LoadedSpecs specs, ProjectSettings settings, CancellationToken cancellationToken) => Bind(specs, settings, out _, cancellationToken);

    /// <param name="specs">The documents, loaded.</param>
    /// <param name="settings">The project's settings for all that is generated.</param>
    /// <param name="sources">The documents and drafts that the model was made of.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    public static BoundApi Bind(LoadedSpecs specs, ProjectSettings settings, out BindingSources sources, CancellationToken cancellationToken)
    {
        sources = BindingSources.Empty;
        var files = specs.Sources.Files;
        if (files.Count == 0)
            return BoundApi.Empty;
        if (settings.FatalDiagnostic is { } obstacle)
            return BoundApi.Empty with { Diagnostics = EquatableArray.From([obstacle]) };

        var diagnostics = new List<DiagnosticInfo>(specs.Diagnostics);
        if (settings.Diagnostic is { } problem)
            diagnostics.Add(problem);
        diagnostics.AddRange(files.Select(f => f.Settings.Namespace).Distinct().Where(n => n is not null && CSharpNames.Namespace(n) != n)
            .Select(n => DiagnosticInfo.Create(Descriptors.UnusableSetting, null, "HumeGenNamespace (or the item's Namespace)", n!, "a namespace")));
        diagnostics.AddRange(files.Select(f => f.Settings.Client).Distinct().Where(c => c is not null && CSharpNames.Namespace(c) != c)
            .Select(c => DiagnosticInfo.Create(Descriptors.UnusableSetting, null, "Client of a HumeGenSpec item", c!, "the full name of a class, such as Todo.TodoClient")));
        diagnostics.AddRange(files.Select(f => f.Settings.Perspective).Distinct().Where(p => p is not null && PerspectiveWords.Parse(p) is null)
            .Select(p => DiagnosticInfo.Create(Descriptors.UnusableSetting, null, "Perspective of a HumeGenSpec item", p!, string.Join(" or ", PerspectiveWords.Texts))));
        diagnostics.AddRange(files.Select(f => f.Settings.BaseAddress).Distinct().Where(a => a is not null && !ServerAddress.IsAddress(a))
            .Select(a => DiagnosticInfo.Create(
                Descriptors.UnusableSetting, null, "BaseAddress of a HumeGenSpec item", ServerAddress.WithoutLogin(a!), "an https address without user, query and fragment")));
        diagnostics.AddRange(specs.Documents.SelectMany(d => d.Document.Diagnostics));
        sources = BindClients(specs.Clients, diagnostics, cancellationToken);
        var model = Build(sources, settings, cancellationToken);
        return new BoundApi(model, EquatableArray.From(diagnostics.Select(d => WithSeverity(d, files)).OfType<DiagnosticInfo>()));
    }

    // Each root client by itself, document by document: schemas, calls and channels become drafts.
    private static BindingSources BindClients(EquatableArray<RootClientSpecs> clients, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
    {
        var documents = new List<DocumentContext>();
        var types = new List<TypeDraft>();
        var operations = new List<OperationDraft>();
        var channels = new List<ChannelDraft>();
        var namespaces = new NamespaceTable();
        foreach (var loaded in clients.SelectMany(c => c.Documents))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var document = new DocumentContext(loaded.Api!, namespaces, diagnostics);
            documents.Add(document);
            var schemas = new SchemaBinder(document, types, cancellationToken);
            schemas.BindComponents();
            SecuritySchemes.Check(document);
            operations.AddRange(new OperationBinder(document, schemas).Bind(cancellationToken));
            channels.AddRange(new ChannelBinder(document, schemas).Bind());
        }

        return new BindingSources(documents, types, operations, channels, namespaces.All);
    }

    // All clients together, as their types may share namespaces: types are settled and named, clients put into trees, and what the project does not want is left out.
    private static ApiModel Build(BindingSources sources, ProjectSettings settings, CancellationToken cancellationToken)
    {
        var settled = TypePasses.Run(sources.Types, [.. sources.Namespaces, .. ClientModelBuilder.Taken(sources.Operations, sources.Channels)], cancellationToken);
        var catalogues = new ErrorCatalogues(settled.Drafts);
        var directions = new PayloadDirections(sources.Operations, sources.Channels);
        AmbiguousUnions.Report(settled, directions);
        var types = new TypeModelBuilder(settled, directions);
        IReadOnlyList<TypeModel> models = types.Build();
        // Names are settled for all areas alike: a choice of areas leaves things out, and changes nothing that stays.
        AreaFilter.Check(sources);
        var scopes = new NamespaceScopes(models);
        var calls = new CallModelBuilder(types, scopes, models);
        var errors = new ErrorsModelBuilder(types, calls, scopes, catalogues, sources);
        var clients = new ClientModelBuilder(types, scopes, calls, new SessionBinder(types, models, catalogues), errors, cancellationToken).Build(
            sources.Documents,
            [.. sources.Operations.Where(o => AreaFilter.Includes(o.Document, o.Group))],
            [.. sources.Channels.Where(c => AreaFilter.Includes(c.Document, c.Group))]);
        IReadOnlyList<TypeModel> all = [.. models, .. calls.Requests];
        var examples = new CallExamples(all);
        var deprecated = new DeprecatedUses(all);
        var kept = AreaFilter.Keep(all, clients, sources.Documents);
        return new ApiModel(
            EquatableArray.From(kept.Select(m => deprecated.Mark(m) with { Access = settings.Access })),
            EquatableArray.From(clients.Select(c => deprecated.Mark(examples.AddTo(c)) with { Access = settings.Access })),
            EquatableArray.From(sources.Documents.Select(d => d.Root).Distinct()),
            EquatableArray.From(all.Select(t => t.FullName).Except(kept.Select(t => t.FullName))));
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
