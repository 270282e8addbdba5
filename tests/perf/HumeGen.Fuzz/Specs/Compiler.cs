using System.Text;
using HumeGen.Generator;
using HumeGen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Fuzz.Specs;

/// <summary>Runs the generator within the compiler and compiles its output.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose, preprocessorSymbols: ["NET"]);

    private static readonly CSharpCompilation Project = CSharpCompilation.Create(
        "Consumer",
        [],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(Json.ApiJson).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            concurrentBuild: false,
            // As the SDK does: the runtime was compiled against an older framework.
            specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress }));

    /// <summary>Fails where the generator throws, the compiler complains, or a class is declared that a text contains.</summary>
    /// <returns>The outcome.</returns>
    public static string Run(IReadOnlyList<string> texts)
    {
        var driver = CSharpGeneratorDriver.Create(
                [new HumeGenerator().AsSourceGenerator()], texts.Select((text, i) => new Text($"{i}.yml", text)), ParseOptions, new Options())
            .RunGeneratorsAndUpdateCompilation(Project, out var output, out _);
        var result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            throw new FindingException("The generator threw.", exception);

        var problems = output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(5).ToList();
        if (problems.Count > 0)
            throw new FindingException("The output does not compile without a warning:\n" + string.Join("\n", problems.Select(Describe)));
        if (output.GetSymbolsWithName(SpecMutator.Injected, SymbolFilter.Type).Any(s => s.IsStatic))
            throw new FindingException("A text became a class.");
        return result.Diagnostics.IsEmpty ? "compiled without diagnostics" : "compiled with diagnostics";
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}";

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    // All files are specifications, as items of the project would say.
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        private static readonly Values ForFiles = new(new() { ["build_metadata.AdditionalFiles.HumeGenSpec"] = "true" });

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => ForFiles;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
        }
    }
}
