using System.Text.RegularExpressions;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Tool.Tests;

/// <summary>Compiles the client from other specifications, and on top of it what uses it: the samples and the client's own tests.</summary>
internal static class ClientBuild
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // As the SDK defines them.
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Preview)
        .WithPreprocessorSymbols(Enumerable.Range(5, 6).Select(n => $"NET{n}_0_OR_GREATER").Append("NET"));

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("HumeGen.Tool", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly Lazy<SyntaxTree[]> Client = new(() => Parse(Usings, Repository.Sources("runtime", "HumeGen.Client")));

    private static readonly Lazy<(string Name, SyntaxTree[] Sources)[]> Users = new(() =>
    [
        .. new[] { "Conversation", "EmotionStream", "Quickstart" }
            .Select(sample => (sample, Parse(Usings, Repository.Sources("samples", sample).Concat(SharedFilesOf("samples", sample))))),
        ("HumeGen.Client.Tests", Parse(
            Usings + "global using Xunit;\nglobal using HumeGen;\nglobal using HumeGen.Tests;\n",
            // One file needs the source generator of System.Text.Json, which does not run here.
            Repository.Sources("tests", "HumeGen.Client.Tests").Where(f => Path.GetFileName(f) != "AotTests.cs")
                .Concat(SharedFilesOf("tests", "HumeGen.Client.Tests")))),
    ]);

    /// <summary>Compiles everything.</summary>
    /// <param name="specs">A folder of specifications.</param>
    /// <returns>Diagnostics of the generator, and errors of the compiler.</returns>
    public static (IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string> Errors) Of(string specs)
    {
        var files = Directory.GetFiles(specs);
        var (sources, diagnostics) = GeneratorHost.Run(SpecSet.Load(files, new Terminal(TextWriter.Null, TextWriter.Null, specs)), GeneratorSettings.Default, []);
        var client = Compile("HumeGen.Client", OutputKind.DynamicallyLinkedLibrary, [.. Client.Value, .. sources.Select(s => CSharpSyntaxTree.ParseText(s.SourceText, ParseOptions, s.HintName))]);
        var errors = Errors(client).ToList();
        foreach (var (name, trees) in Users.Value)
        {
            var kind = name.EndsWith(".Tests", StringComparison.Ordinal) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;
            errors.AddRange(Errors(Compile(name, kind, trees, client.ToMetadataReference())));
        }

        return (diagnostics, errors);
    }

    private static IEnumerable<string> SharedFilesOf(string folder, string project) =>
        Regex.Matches(File.ReadAllText(Repository.Find(folder, project, project + ".csproj")), @"""\.\./(Shared[\w/]*)/([\w*]+\.cs)""")
            .SelectMany(m => Directory.GetFiles(Repository.Find(folder, m.Groups[1].Value), m.Groups[2].Value));

    private static SyntaxTree[] Parse(string usings, IEnumerable<string> files) =>
    [
        CSharpSyntaxTree.ParseText(usings, ParseOptions, "Usings.cs"),
        .. files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), ParseOptions, f)),
    ];

    private static CSharpCompilation Compile(string name, OutputKind kind, IEnumerable<SyntaxTree> trees, params MetadataReference[] more) =>
        CSharpCompilation.Create(name, trees, [.. References, .. more], new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    // Nullable warnings are errors in the projects themselves.
    private static IEnumerable<string> Errors(CSharpCompilation compilation) => compilation.GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("CS86", StringComparison.Ordinal))
        .Select(d => $"{compilation.AssemblyName}: {d}");
}
