using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Package.Tests;

/// <summary>The generator finds all that it loads in its folder of the package, in the compiler, or in .NET Standard, which every compiler runs on.</summary>
[Collection(nameof(PackageConsumers))]
public sealed class ClosureTests : IDisposable
{
    private const string Compiler = @"^(Microsoft\.CodeAnalysis(\.CSharp)?|System\.Collections\.Immutable|System\.Reflection\.Metadata)$";

    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-closure-").FullName;

    public ClosureTests(PackageConsumers consumers)
    {
        using var package = consumers.Open("HumeGen");
        foreach (var entry in package.Entries.Where(e => e.FullName.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)))
            entry.ExtractToFile(Path.Combine(_folder, entry.Name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_reference_of_every_assembly_is_satisfied()
    {
        var there = Directory.EnumerateFiles(_folder).Select(f => AssemblyName.GetAssemblyName(f)).ToDictionary(n => n.Name!, n => n.Version!);

        Assert.Contains("HumeGen.Generator", there.Keys);
        Assert.DoesNotContain(there.Keys, n => Regex.IsMatch(n, Compiler));
        foreach (var file in Directory.EnumerateFiles(_folder))
        {
            foreach (var (name, version) in References(file))
            {
                if (name == "netstandard" || Regex.IsMatch(name, Compiler))
                    continue;
                Assert.True(there.TryGetValue(name, out var found) && found >= version, $"{Path.GetFileName(file)} needs {name} {version}, there is {found?.ToString() ?? "none"}.");
            }
        }
    }

    [Fact]
    public void Nothing_is_there_that_nothing_needs()
    {
        var needed = new HashSet<string>(["HumeGen.Generator"]);
        var pending = new Queue<string>(needed);
        while (pending.TryDequeue(out var name))
        {
            foreach (var reference in References(Path.Combine(_folder, name + ".dll")).Select(r => r.Name).Where(n => File.Exists(Path.Combine(_folder, n + ".dll"))))
            {
                if (needed.Add(reference))
                    pending.Enqueue(reference);
            }
        }

        Assert.Equal(needed.Order(StringComparer.Ordinal), Directory.EnumerateFiles(_folder).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_generator_runs_on_nothing_but_its_folder_and_the_compiler()
    {
        var context = new FolderContext(_folder);
        var generator = (IIncrementalGenerator)Activator.CreateInstance(
            context.LoadFromAssemblyPath(Path.Combine(_folder, "HumeGen.Generator.dll")).GetType("HumeGen.Generator.HumeGenerator")!)!;
        var spec = Repository.Find("tests", "HumeGen.Package.Tests", "PackageConsumers", "OwnSpecs", "ferries.yml");

        var result = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], [new SpecText(spec)], optionsProvider: new Options())
            .RunGenerators(CSharpCompilation.Create("Ferries"))
            .GetRunResult();

        Assert.Null(Assert.Single(result.Results).Exception);
        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.GeneratedTrees, t => t.ToString().Contains("partial record Crossing", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["HumeGen.Generator", "Microsoft.OpenApi", "YamlDotNet", "System.Text.Json"]), context.Assemblies.Select(a => a.GetName().Name!).ToHashSet());
    }

    private static IEnumerable<(string Name, Version Version)> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => (metadata.GetString(r.Name), r.Version))];
    }

    // The platform has newer ones of some of these; they are not used, as on .NET Framework they would not be there.
    private sealed class FolderContext(string folder) : AssemblyLoadContext("closure")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path))
                return LoadFromAssemblyPath(path);
            return assemblyName.Name == "netstandard" || Regex.IsMatch(assemblyName.Name!, Compiler)
                ? null
                : throw new FileNotFoundException($"{assemblyName} is neither in the folder nor of the compiler.");
        }
    }

    private sealed class SpecText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new() { ["build_metadata.AdditionalFiles.HumeGenSpec"] = "true" });

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
