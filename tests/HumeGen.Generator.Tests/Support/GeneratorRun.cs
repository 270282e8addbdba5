using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Generator.Tests;

/// <summary>One run of the generator. Whatever is tested with it, it is also asserted that a second run computes nothing, that the models hold only
/// data, and that the output compiles without a warning.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorRunResult result, CSharpCompilation output, bool hasServers)
    {
        Files = [.. result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString())).OrderBy(f => f.HintName, StringComparer.Ordinal)];
        AllDiagnostics = [.. result.Diagnostics.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)
            .ThenBy(d => d.Id, StringComparer.Ordinal)];
        Diagnostics = [.. AllDiagnostics.Where(d => hasServers || d.Id != "HG0210")];
        Output = output;
    }

    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyList<(string HintName, string Text)> Files { get; }

    /// <summary>Diagnostics of the generator, without the info of specifications without <c>servers</c>, as most samples need none.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>All diagnostics of the generator.</summary>
    public IReadOnlyList<Diagnostic> AllDiagnostics { get; }

    /// <summary>The project with what was generated.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>Runs over one specification.</summary>
    public static GeneratorRun Of(string spec, bool expectDiagnostics = false, string userCode = "") =>
        Of([new SpecText("spec.yml", spec)], expectDiagnostics, userCode);

    /// <summary>Runs over several specifications.</summary>
    /// <param name="specs">The files, in the order of the project.</param>
    /// <param name="expectDiagnostics">Whether the generator may report something. The output must compile in any case.</param>
    /// <param name="userCode">C# that uses what is generated.</param>
    /// <param name="options">Options of the project; null for the defaults.</param>
    public static GeneratorRun Of(IReadOnlyList<SpecText> specs, bool expectDiagnostics = false, string userCode = "", ProjectOptions? options = null)
    {
        var session = new GeneratorSession(specs, userCode, options);
        var result = session.Run();
        StepAssert.HoldsOnlyData(result);
        var run = new GeneratorRun(result, session.Output, specs.Any(s => s.GetText().ToString().Contains("servers", StringComparison.Ordinal)));

        session.EditCSharp();
        StepAssert.NothingRan(session.Run());

        if (!expectDiagnostics)
            Assert.True(run.Diagnostics.Count == 0, string.Join("\n", run.Diagnostics));
        var problems = run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(problems.Length == 0, string.Join("\n", problems.Take(20).Select(run.Describe)));
        return run;
    }

    /// <summary>The text of one file.</summary>
    public string File(string hintName) => Files.Single(f => f.HintName == hintName).Text;

    /// <summary>Every type and member that the generated files declare, one a line: <c>T:Sample.Thing</c>, <c>P:Sample.Thing.Name</c>, ...</summary>
    public IReadOnlyList<string> Declarations()
    {
        var declared = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Types(Output.SourceModule.GlobalNamespace)
            .Where(t => t.DeclaringSyntaxReferences.Any(r => r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))))
        {
            declared.Add(type.GetDocumentationCommentId()!);
            foreach (var member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared && m is not INamedTypeSymbol && m is not IMethodSymbol { AssociatedSymbol: not null }))
                declared.Add(member.GetDocumentationCommentId()!);
        }

        return [.. declared];
    }

    /// <summary>The names of the types that the generated files declare.</summary>
    public IEnumerable<string> TypeNames() => Declarations().Where(d => d.StartsWith("T:", StringComparison.Ordinal)).Select(d => d[2..]);

    /// <summary>The names of these types without options and exceptions, which are alike for every API.</summary>
    public IEnumerable<string> TypeNamesOfTheSpecification() =>
        TypeNames().Where(n => !n.EndsWith("Exception", StringComparison.Ordinal) && !n.EndsWith("ClientOptions", StringComparison.Ordinal));

    /// <summary>The properties of a generated type but <c>ExplicitNulls</c>, in the order of the file, with their types.</summary>
    public IEnumerable<string> Properties(string type) => Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IPropertySymbol>()
        .Where(p => !p.IsImplicitlyDeclared && p.Name != "ExplicitNulls")
        .Select(p => $"{p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {p.Name}");

    private string Describe(Diagnostic diagnostic)
    {
        var line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
        return $"{diagnostic}\n    {line}";
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol @namespace) => @namespace.GetTypeMembers().SelectMany(WithNested)
        .Concat(@namespace.GetNamespaceMembers().SelectMany(Types));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}
