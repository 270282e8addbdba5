using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Generator.Tests;

/// <summary>A project that is edited while the generator watches, as in an editor.</summary>
internal sealed class GeneratorSession
{
    // What a project with the package has: the framework as it is installed, the runtime of the generated code, and what its handwritten parts use.
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(Json.ApiJson).Assembly.Location)
            .Append(typeof(HumeGen.Audio.PcmAudio).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, SpecText> _specs = [];
    private readonly CSharpParseOptions _parseOptions;
    private GeneratorDriver _driver;
    private int _edits;

    public GeneratorSession(IReadOnlyList<SpecText> specs, string userCode = "", ProjectOptions? options = null, bool tracksSteps = true)
    {
        options ??= new ProjectOptions();
        _parseOptions = new CSharpParseOptions(options.Language, DocumentationMode.Diagnose, preprocessorSymbols: ["NET"]);
        foreach (var spec in specs)
            _specs.Add(spec.Path, spec);
        _driver = CSharpGeneratorDriver.Create(
            [new HumeGenerator().AsSourceGenerator()],
            specs,
            _parseOptions,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracksSteps));
        Project = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("", _parseOptions, "Unrelated.cs"), CSharpSyntaxTree.ParseText("#pragma warning disable CS1591\n" + userCode, _parseOptions, "User.cs")],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                deterministic: true,
                // As the SDK does: the runtime was compiled against an older framework.
                specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress }));
    }

    /// <summary>The project without what is generated.</summary>
    public CSharpCompilation Project { get; private set; }

    /// <summary>The project with what is generated, after the last run.</summary>
    public CSharpCompilation Output { get; private set; } = null!;

    /// <summary>Runs the generator over the project as it is now.</summary>
    public GeneratorRunResult Run(CancellationToken cancellationToken = default)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Project, out var output, out _, cancellationToken);
        Output = (CSharpCompilation)output;
        var result = _driver.GetRunResult().Results.Single();
        Assert.True(result.Exception is null, $"The generator threw: {result.Exception}");
        return result;
    }

    /// <summary>Writes something into a C# file that has nothing to do with the specifications.</summary>
    public void EditCSharp()
    {
        var old = Project.SyntaxTrees[0];
        Project = Project.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText($"internal static class Unrelated{++_edits};", _parseOptions, old.FilePath));
    }

    /// <summary>Saves the file that uses what is generated with other text.</summary>
    public void EditUserCode(string userCode) =>
        Project = Project.ReplaceSyntaxTree(Project.SyntaxTrees[1], CSharpSyntaxTree.ParseText("#pragma warning disable CS1591\n" + userCode, _parseOptions, "User.cs"));

    /// <summary>Saves one specification with other text.</summary>
    public void Save(SpecText spec)
    {
        _driver = _driver.ReplaceAdditionalText(_specs[spec.Path], spec);
        _specs[spec.Path] = spec;
    }
}
