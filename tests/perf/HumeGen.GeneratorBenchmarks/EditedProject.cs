using System.Text;
using HumeGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>A project that is open in an editor: each edit asks the generator again.</summary>
internal sealed class EditedProject
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly Dictionary<string, Spec> _specs;
    private GeneratorDriver _driver;
    private CSharpCompilation _project;

    public EditedProject(IEnumerable<(string Path, string Text)> specs)
    {
        _specs = specs.ToDictionary(s => s.Path, s => new Spec(s.Path, s.Text));
        _driver = CSharpGeneratorDriver.Create([new HumeGenerator().AsSourceGenerator()], _specs.Values, CSharpParseOptions.Default, new AllAreSpecs());
        _project = CSharpCompilation.Create(
            "Edited",
            Enumerable.Range(0, 200).Select(i => CSharpSyntaxTree.ParseText(Code(i, 0))),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Asks the generator, and tells what that took.</summary>
    public Cost Run()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Environment.CpuUsage.TotalTime;
        _driver = _driver.RunGenerators(_project);
        var cost = new Cost(Environment.CpuUsage.TotalTime - started, GC.GetAllocatedBytesForCurrentThread() - allocated);
        var result = _driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) || result.GeneratedSources.Length == 0)
            throw new InvalidOperationException($"The generator failed: {result.Exception?.ToString() ?? string.Join('\n', result.Diagnostics.Take(5))}");
        return cost;
    }

    /// <summary>Types in a C# file: another statement in a method.</summary>
    public void TypeCSharp(int number)
    {
        var tree = _project.SyntaxTrees[number % 200];
        _project = _project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Code(number % 200, number)));
    }

    /// <summary>Saves one specification with one passage replaced.</summary>
    public void Edit(string path, string old, string @new)
    {
        var content = _specs[path].Content;
        var at = content.IndexOf(old, content.Length / 2, StringComparison.Ordinal);
        at = at >= 0 ? at : content.IndexOf(old, StringComparison.Ordinal);
        var edited = new Spec(path, string.Concat(content.AsSpan(0, at), @new, content.AsSpan(at + old.Length)));
        _driver = _driver.ReplaceAdditionalText(_specs[path], edited);
        _specs[path] = edited;
    }

    /// <summary>Adds a property to a schema in the middle of a specification, in YAML or JSON.</summary>
    public void AddField(string path, string name)
    {
        if (IsJson(path))
            Edit(path, "\"properties\": {", $"\"properties\": {{ \"{name}\": {{\"type\": \"string\"}},");
        else
            Edit(path, "\n      properties:\n", $"\n      properties:\n        {name}: {{type: string}}\n");
    }

    /// <summary>Adds white space where it means nothing.</summary>
    public void AddSpace(string path)
    {
        if (IsJson(path))
            Edit(path, "\"properties\": {", "\"properties\" : {");
        else
            Edit(path, "\n  schemas:\n", "\n\n  schemas:\n");
    }

    /// <summary>Drops the driver's memory of earlier runs, as when a project is opened.</summary>
    public EditedProject Reopen() => new(_specs.Values.Select(s => (s.Path, s.Content)));

    private bool IsJson(string path) => _specs[path].Content.StartsWith('{');

    private static string Code(int file, int edit) => $$"""
        namespace Program{{file}};
        public partial class Window{{file}} { public int First() { return {{edit}}; } public int Second() => First() + {{file}}; }
        public sealed record Item{{file}}(int Number, string Name);
        """;

    private sealed class Spec(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content, Encoding.UTF8);

        public string Content { get; } = content;

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class AllAreSpecs : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(false);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(true);

        private sealed class Options(bool isSpec) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = "true";
                return isSpec && key == "build_metadata.AdditionalFiles.HumeGenSpec";
            }
        }
    }
}

/// <summary>Cost of one run of the generator: processor time, so that others on a busy machine do not count.</summary>
internal readonly record struct Cost(TimeSpan Time, long Bytes);
