using System.Text;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator;

/// <summary>Compiles OpenAPI and AsyncAPI documents into a C# client: reads each file, binds all of them into one model, emits a file a type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HumeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Of all files that the compiler is given besides C#, those that the project marked as specifications.
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => SpecFile.IsSpec(pair.Right.GetOptions(pair.Left)))
            .Select(static (pair, _) => pair.Left)
            .WithTrackingName(StepNames.Files);

        // Each file by itself becomes a tree that knows its lines. An edit reads only the file that it touched.
        var documents = files
            .Select(static (file, cancellationToken) => SpecFile.Read(file, cancellationToken))
            .WithTrackingName(StepNames.Documents);

        // All trees together, overlays applied, become one model: types, clients, names. From here on there is no YAML.
        var api = documents
            .Collect()
            .Select(static (all, cancellationToken) => ApiBinder.Bind(all, cancellationToken))
            .WithTrackingName(StepNames.Api);

        // What is wrong is reported beside the model; it never stops the rest.
        var diagnostics = api
            .SelectMany(static (bound, _) => bound.Diagnostics)
            .WithTrackingName(StepNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));

        // One slice a type and one a client: what did not change is not emitted again.
        var types = api
            .SelectMany(static (bound, _) => Slices.ByName(bound.Model.Types, static type => type.FullName))
            .SelectMany(static (place, _) => place)
            .WithTrackingName(StepNames.Types);
        context.RegisterSourceOutput(types, static (output, type) => Add(output, Emitter.Emit(type)));

        var clients = api
            .SelectMany(static (bound, _) => Slices.ByName(bound.Model.Clients, static client => client.FullName))
            .SelectMany(static (place, _) => place)
            .WithTrackingName(StepNames.Clients);
        context.RegisterSourceOutput(clients, static (output, client) => Add(output, Emitter.Emit(client)));
    }

    // Without a byte order mark, so that files written to disk compare well.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private static void Add(SourceProductionContext output, IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding));
    }
}
