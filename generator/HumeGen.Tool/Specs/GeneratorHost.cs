using System.Collections.Immutable;
using System.Text;
using HumeGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Tool.Specs;

/// <summary>Runs the generator itself, as the compiler does.</summary>
internal static class GeneratorHost
{
    /// <summary>Generates.</summary>
    /// <param name="specs">The specifications.</param>
    /// <param name="settings">The settings of the project.</param>
    /// <param name="handwritten">C# that comes with specifications, of which goes in what fits.</param>
    /// <returns>The files by their hint names, and what the generator reports, in the order of the files and lines.</returns>
    /// <exception cref="ToolException">The generator failed.</exception>
    public static (IReadOnlyList<GeneratedSourceResult> Files, IReadOnlyList<Diagnostic> Diagnostics) Run(
        SpecSet specs, GeneratorSettings settings, IReadOnlyList<SpecSource> handwritten)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var driver = CSharpGeneratorDriver.Create(
            [new HumeGenerator().AsSourceGenerator()],
            specs.Files.Select(f => new SpecText(f, false)).Concat(handwritten.Select(f => new SpecText(f, true))),
            options,
            new Options(settings));
        var project = CSharpCompilation.Create("Emitted", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = driver.RunGenerators(project).GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            throw new ToolException($"The generator failed: {exception.Message} Please report this with the specifications.");
        return ([.. result.GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal)], Ordered(result.Diagnostics));
    }

    private static List<Diagnostic> Ordered(ImmutableArray<Diagnostic> diagnostics) => [.. diagnostics
        .OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(d => d.Location.SourceSpan.Start)
        .ThenBy(d => d.Id, StringComparer.Ordinal)];

    private sealed class SpecText(SpecSource file, bool isHandwritten) : AdditionalText
    {
        public bool IsHandwritten => isHandwritten;

        public override string Path => file.Path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(file.Text, Encoding.UTF8);
    }

    private sealed class Options(GeneratorSettings settings) : AnalyzerConfigOptionsProvider
    {
        private readonly Values _file = new(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.HumeGenSpec"] = "true",
            ["build_metadata.AdditionalFiles.HumeGenNamespace"] = settings.Namespace ?? "",
            ["build_metadata.AdditionalFiles.HumeGenClient"] = settings.Client ?? "",
            ["build_metadata.AdditionalFiles.HumeGenAreas"] = string.Join(",", settings.Include),
            ["build_metadata.AdditionalFiles.HumeGenPerspective"] = settings.Perspective ?? "",
            ["build_metadata.AdditionalFiles.HumeGenBaseAddress"] = settings.BaseAddress ?? "",
        });

        private readonly Values _handwritten = new(new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenSource"] = "true" });

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string>
        {
            ["build_property.HumeGenAccessibility"] = settings.IsInternal ? "internal" : "public",
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => ((SpecText)textFile).IsHandwritten ? _handwritten : _file;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = values.GetValueOrDefault(key, "");
            return values.ContainsKey(key);
        }
    }
}
