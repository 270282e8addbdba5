using System.Text;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Customizing;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Generator.Slicing;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator;

/// <summary>
/// Compiles OpenAPI and AsyncAPI documents into a C# client: reads each file, binds all of them into one model, emits a file a type.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HumeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Of all files that the compiler is given besides C#, those that the project marked as specifications.
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => (Text: pair.Left, Options: pair.Right.GetOptions(pair.Left)))
            .Where(static file => SpecSettings.IsSpec(file.Options))
            .Select(static (file, _) => new SpecFile(file.Text, SpecSettings.Of(file.Options)))
            .WithTrackingName(StepNames.Files);

        // Each file by itself becomes a tree that knows its lines. An edit reads only the file that it touched.
        var read = files
            .Select(static (file, cancellationToken) => file.Read(cancellationToken))
            .WithTrackingName(StepNames.Read);
        var documents = read
            .Select(static (file, _) => file.Document)
            .WithTrackingName(StepNames.Documents);

        // Settings of the project for all that is generated.
        var settings = context.AnalyzerConfigOptionsProvider
            .Combine(context.ParseOptionsProvider)
            .Select(static (pair, _) => ProjectSettings.Of(pair.Left.GlobalOptions, ((CSharpParseOptions)pair.Right).LanguageVersion))
            .WithTrackingName(StepNames.Settings);

        // The assembly records the files that it is generated from.
        var specifications = read
            .Collect()
            .Combine(settings)
            .Select(static (all, _) => SpecificationModels.Of(all.Left, all.Right))
            .WithTrackingName(StepNames.Specifications);
        context.RegisterSourceOutput(specifications, static (output, files) => Add(output, SpecificationEmitter.Emit(files), default));

        // Overlays are checked once for all documents.
        var overlays = documents
            .Where(static document => document.Kind == SpecKind.Overlay)
            .Select(static (document, cancellationToken) => Overlay.Read(document, cancellationToken))
            .WithComparer(Overlay.ByTree)
            .WithTrackingName(StepNames.Overlays);

        // From here to the model, descriptions are marks and places are nodes: an edit of a description or a comment loads and binds nothing.
        var comparesDescriptions = overlays
            .Collect()
            .Select(static (all, _) => all.Any(overlay => overlay.ComparesDescriptions));
        var trees = documents
            .Combine(comparesDescriptions)
            .Select(static (pair, _) => pair.Right ? pair.Left.WithDescriptions() : pair.Left)
            .WithComparer(SpecDocument.ByTree)
            .WithTrackingName(StepNames.Trees);
        var texts = documents
            .Collect()
            .Select(static (all, _) => new SpecTexts(all));
        var specs = trees
            .Collect()
            .Combine(overlays.Collect())
            .Select(static (all, _) => new SpecSources(all.Left, all.Right));

        // An API document is loaded from itself, the overlays for it and the files that it refers to. An edit loads what has a part in it.
        var loaded = trees
            .Where(static document => document.IsApi)
            .Combine(specs)
            .Select(static (pair, _) => pair.Right.InputOf(pair.Left))
            .WithTrackingName(StepNames.Inputs)
            .Select(static (input, cancellationToken) => SpecLoader.Load(input, cancellationToken))
            .WithTrackingName(StepNames.Loaded);

        // All documents together become one model: types, clients, names. From here on there is no YAML.
        var api = specs
            .Combine(loaded.Collect())
            .Select(static (all, _) => new LoadedSpecs(all.Left, all.Right))
            .Combine(settings)
            .Select(static (all, cancellationToken) => ApiBinder.Bind(all.Left, all.Right, cancellationToken))
            .WithTrackingName(StepNames.Api);

        // The page that diagnostics link to, which the project knows.
        var helpPage = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.HumeGenHelpLink", out var page) && page.Trim().Length > 0 ? page.Trim() : null)
            .WithTrackingName(StepNames.HelpPage);

        // Diagnostics are reported beside the model, at the places where their nodes are now; they never stop the rest.
        var diagnostics = api
            .Combine(texts)
            .SelectMany(static (pair, _) => pair.Left.Diagnostics.Select(pair.Right.Resolve))
            .WithTrackingName(StepNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics.Combine(helpPage), static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));

        var described = api
            .Combine(texts)
            .Select(static (pair, _) => DescribedModel.Of(pair.Left.Model, pair.Right))
            .WithTrackingName(StepNames.Described);

        // Members of partial types that the project declares itself are not generated. Their locations change with every line above them,
        // so those go their own way.
        var declared = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => UserTypeReader.IsCandidate(node),
                static (found, _) => UserTypeReader.Read((TypeDeclarationSyntax)found.Node))
            .Collect();
        var users = declared
            .Select(static (types, _) => new UserTypes(types))
            .WithTrackingName(StepNames.UserTypes);

        // One slice a type and one a client: what did not change is not emitted again.
        var types = described
            .Combine(users)
            .SelectMany(static (pair, _) => Slices.Of(pair.Left.Types, "Part", static type => type.Names, pair.Right))
            .SelectMany(static (bucket, _) => bucket)
            .WithTrackingName(StepNames.Types);
        context.RegisterSourceOutput(types, static (output, slice) => Add(output, Emitter.Emit(slice), slice.Users));

        var clients = described
            .Combine(users)
            .SelectMany(static (pair, _) => Slices.Of(pair.Left.Clients, "ClientPart", static client => client.Names, pair.Right))
            .SelectMany(static (bucket, _) => bucket)
            .WithTrackingName(StepNames.Clients);
        context.RegisterSourceOutput(clients, static (output, slice) => Add(output, Emitter.Emit(slice), slice.Users));

        // Each member that was left out for that reason is noted at the user's own declaration.
        var replaced = types
            .SelectMany(static (slice, _) => UserMemberFilter.Replaced(Emitter.Emit(slice), slice.Users))
            .Collect()
            .Combine(clients.SelectMany(static (slice, _) => UserMemberFilter.Replaced(Emitter.Emit(slice), slice.Users)).Collect())
            .Combine(declared)
            .SelectMany(static (all, _) => UserMemberFilter.Notes(all.Left.Left.Concat(all.Left.Right), all.Right))
            .WithTrackingName(StepNames.Replaced);
        context.RegisterSourceOutput(replaced.Combine(helpPage), static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));

        // Handwritten code that came with the specifications.
        var sources = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => BundledSources.IsSource(pair.Right.GetOptions(pair.Left)))
            .Select(static (pair, cancellationToken) => BundledSources.Read(pair.Left, cancellationToken))
            .Collect()
            .Combine(api)
            .SelectMany(static (pair, cancellationToken) => BundledSources.Fit(pair.Left, pair.Right.Model, cancellationToken))
            .WithTrackingName(StepNames.Sources);
        context.RegisterSourceOutput(sources, static (output, file) => Add(output, [file], default));
    }

    // Without a byte order mark, so that files written to disk compare well.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private static void Add(SourceProductionContext output, IEnumerable<SourceFile> files, EquatableArray<UserType> users)
    {
        foreach (var file in files)
            output.AddSource(file.HintName, SourceText.From(UserMemberFilter.Apply(file.Text, users), Encoding));
    }
}
