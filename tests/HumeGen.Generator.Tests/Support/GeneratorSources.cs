using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Tests;

/// <summary>The source files of the generator, and the namespaces whose members each of them uses.</summary>
internal static class GeneratorSources
{
    /// <summary>The namespace of the pipeline; each room has one below it.</summary>
    public const string RootNamespace = "HumeGen.Generator";

    private static readonly string Folder = Repository.Find("generator", RootNamespace);
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly CSharpCompilation Compilation = CSharpCompilation.Create(
        "Sources",
        Repository.Sources("generator", RootNamespace).Select(f => Parse(File.ReadAllText(f), RelativePath(f))).Append(Parse(GlobalUsings(), "GlobalUsings.cs")),
        // The framework and the libraries that the generator stands on, but not the generator as it was compiled.
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(Path.Combine(AppContext.BaseDirectory, "YamlDotNet.dll"))
            .Where(path => !Path.GetFileName(path).StartsWith("HumeGen.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The paths below the project, with forward slashes, and the namespaces that each file uses.</summary>
    public static IReadOnlyList<(string Path, IReadOnlySet<string> Namespaces)> Uses { get; } =
        [.. Compilation.SyntaxTrees.Where(t => t.FilePath != "GlobalUsings.cs").Select(t => (t.FilePath, (IReadOnlySet<string>)NamespacesOf(Compilation, t)))];

    /// <summary>The namespaces that a file of this text would use if it were among the sources.</summary>
    public static IReadOnlySet<string> NamespacesOf(string text)
    {
        var tree = Parse(text, "Planted.cs");
        return NamespacesOf(Compilation.AddSyntaxTrees(tree), tree);
    }

    /// <summary>Reads a file as the compiler of the generator does.</summary>
    public static CSharpSyntaxTree Parse(string text, string path) => (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    // The names are resolved as the compiler does it, so that no way to write a name is missed: qualified, by an alias, of a member alone.
    private static HashSet<string> NamespacesOf(CSharpCompilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name) is var info ? info.Symbol ?? info.CandidateSymbols.FirstOrDefault() : null)
            // A namespace that is named is used, but for those that enclose the rooms.
            .Select(symbol => symbol is INamespaceSymbol named ? Text(named) is RootNamespace or "HumeGen" ? null : named : symbol?.ContainingNamespace)
            .OfType<INamespaceSymbol>()
            .Where(n => !n.IsGlobalNamespace)
            .Select(Text)
            .ToHashSet();
    }

    private static string Text(INamespaceSymbol symbol) => symbol.ToDisplayString();

    private static string RelativePath(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    // Those of the SDK, and those of the project.
    private static string GlobalUsings()
    {
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];
        var own = XDocument.Load(Path.Combine(Folder, RootNamespace + ".csproj")).Descendants("Using")
            .Select(u => u.Attribute("Alias") is { } alias ? $"{alias.Value} = {u.Attribute("Include")!.Value}" : u.Attribute("Include")!.Value);
        return string.Concat(implied.Concat(own).Select(u => $"global using {u};\n"));
    }
}
