using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Tests;

/// <summary>The sources are built as <c>docs/architecture.md</c> says.</summary>
public class ArchitectureTests
{
    private const int MostLines = 450;
    private const string GeneratorFolder = "generator/HumeGen.Generator/";

    // All projects around the generator, without the C# in generator/HumeGen that is compiled in the user's project.
    private static readonly (string Path, CompilationUnitSyntax Root)[] Files =
        [.. Repository.Sources("generator").Select(f => (Path: RelativePath(f), Root: Root(f))).Where(f => !f.Path.StartsWith("generator/HumeGen/", StringComparison.Ordinal))];

    /// <summary>The rooms, by the table.</summary>
    public static TheoryData<string> EachRoom() => [.. RoomTable.Rows.Keys];

    [Fact]
    public void The_rooms_of_the_page_are_the_folders_of_the_project()
    {
        var folders = GeneratorSources.Uses.Select(u => RoomTable.RoomOf(u.Path)!).Where(r => r != RoomTable.Pipeline).Distinct();

        Assert.Equal(folders.Order(StringComparer.Ordinal), RoomTable.Rows.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_picture_has_the_uses_of_the_table()
    {
        var rows = RoomTable.Rows.SelectMany(row => row.Value.Select(used => (row.Key, used)));

        Assert.Equal(rows.Order(), RoomTable.Arrows.Order());
    }

    [Fact]
    public void No_room_uses_itself_through_others()
    {
        var open = RoomTable.Rows.ToDictionary();
        while (open.FirstOrDefault(row => !row.Value.Any(open.ContainsKey)).Key is { } settled)
            open.Remove(settled);

        None(open.Keys.Select(room => $"{room} uses itself through others"));
    }

    [Fact]
    public void Each_room_uses_only_what_the_table_allows() =>
        None(GeneratorSources.Uses.SelectMany(u => RoomTable.Forbidden(RoomTable.RoomOf(u.Path)!, u.Namespaces).Select(used => $"{u.Path} uses {used}")));

    [Fact]
    public void The_table_allows_only_what_is_used()
    {
        var used = GeneratorSources.Uses.GroupBy(u => RoomTable.RoomOf(u.Path)!)
            .ToDictionary(files => files.Key, files => RoomTable.Used(files.Key, files.SelectMany(f => f.Namespaces)).ToHashSet());

        None(RoomTable.Rows.SelectMany(row => row.Value.Where(allowed => !used[row.Key].Contains(allowed)).Select(allowed => $"{row.Key} does not use {allowed}")));
    }

    [Theory]
    [MemberData(nameof(EachRoom))]
    public void A_use_that_the_table_does_not_allow_is_found(string room)
    {
        var declaration = $"namespace HumeGen.Generator.{room};";
        var allowed = string.Concat(RoomTable.Rows[room].Append(room).Select(used => $"using HumeGen.Generator.{used};\n"));
        Assert.Empty(Planted(allowed + declaration));

        foreach (var other in RoomTable.Rows.Keys.Except(RoomTable.Rows[room]).Where(other => other != room))
        {
            var type = GeneratorSources.Uses.Select(u => TypeIn(other).Match(u.Path)).First(m => m.Success).Groups[1].Value;
            Assert.Equal([other], Planted($"using HumeGen.Generator.{other};\n{declaration}"));
            Assert.Equal([other], Planted($"using static HumeGen.Generator.{other}.{type};\n{declaration}"));
            Assert.Equal([other], Planted($"using Alias = HumeGen.Generator.{other}.{type};\n{declaration}"));
            Assert.Equal([other], Planted($"{declaration}\nclass Planted {{ string Name => nameof(HumeGen.Generator.{other}.{type}); }}"));
            Assert.Equal([other], Planted($"{declaration}\nclass Planted {{ string Name => nameof({other}.{type}); }}"));
        }

        Assert.Equal([RoomTable.Pipeline], Planted($"{declaration}\nclass Planted {{ string Name => nameof(StepNames); }}"));

        static Regex TypeIn(string room) => new($@"^{room}/(\w+)\.cs$");

        IEnumerable<string> Planted(string text) => RoomTable.Forbidden(room, GeneratorSources.NamespacesOf(text));
    }

    [Theory]
    [InlineData("Microsoft.OpenApi", "using Microsoft.OpenApi;")]
    [InlineData("Microsoft.OpenApi", "using Alias = Microsoft.OpenApi.IOpenApiSchema;")]
    [InlineData("Microsoft.OpenApi", "class Planted { object? Of(Microsoft.OpenApi.OpenApiDocument document) => null; }")]
    [InlineData("Microsoft.CodeAnalysis", "class Planted { Microsoft.CodeAnalysis.ISymbol? Symbol { get; } }")]
    [InlineData("System.Text.Json.Nodes", "class Planted { object? Of(string text) => System.Text.Json.Nodes.JsonNode.Parse(text); }")]
    [InlineData("YamlDotNet.Core", "using YamlDotNet.Core;")]
    public void A_use_of_a_library_is_found(string library, string planted) => Assert.Contains(library, GeneratorSources.NamespacesOf(planted));

    [Fact]
    public void Namespaces_begin_as_folders_do() => None(Files.Where(f => IsOfGenerator(f.Path))
        .Select(f => (Path: f.Path[GeneratorFolder.Length..], Namespace: f.Root.Members.OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString()))
        .Where(f => RoomTable.RoomOf(f.Namespace) != RoomTable.RoomOf(f.Path))
        .Select(f => $"{f.Path} declares {f.Namespace}"));

    [Fact]
    public void The_model_is_plain_and_uses_nothing_but_equality()
    {
        Assert.Equal(["Equality"], RoomTable.Rows["Model"]);
        None(GeneratorSources.Uses.Where(u => RoomTable.RoomOf(u.Path) == "Model")
            .SelectMany(u => u.Namespaces.Where(n => Begins(n, "Microsoft.CodeAnalysis", "Microsoft.OpenApi", "YamlDotNet", "System.Text.Json")).Select(n => $"{u.Path} uses {n}")));
    }

    [Fact]
    public void Only_Spec_knows_the_library_that_reads_OpenAPI()
    {
        None(GeneratorSources.Uses.Where(u => RoomTable.RoomOf(u.Path) != "Spec" && u.Namespaces.Any(n => Begins(n, "Microsoft.OpenApi"))).Select(u => u.Path));
        // The other projects do not even refer to it.
        None(Files.Where(f => !IsOfGenerator(f.Path) && f.Root.DescendantNodes().Any(n => n is QualifiedNameSyntax or MemberAccessExpressionSyntax && n.ToString() == "Microsoft.OpenApi"))
            .Select(f => f.Path));
    }

    [Fact]
    public void Extensions_are_spelt_out_in_one_file() => None(Literals(exceptIn: "Spec/ExtensionWords.cs")
        .Where(l => l.Text.StartsWith("x-humegen", StringComparison.Ordinal) && !l.Text.Contains(' ', StringComparison.Ordinal)).Select(l => $"{l.Path}: {l.Text}"));

    [Fact]
    public void The_namespace_of_the_runtime_is_spelt_out_in_one_file() => None(Literals(exceptIn: "Emitting/Text/RuntimeTypes.cs")
        .Where(l => l.Text.Contains("global::HumeGen", StringComparison.Ordinal)).Select(l => $"{l.Path}: {l.Text}"));

    [Fact]
    public void No_file_is_long() => None(Repository.Sources("generator").Concat(Repository.Sources("runtime"))
        .Select(f => (Path: f, Lines: File.ReadLines(f).Count())).Where(f => f.Lines > MostLines).Select(f => $"{RelativePath(f.Path)} has {f.Lines} lines"));

    [Fact]
    public void A_file_has_one_type_and_its_name()
    {
        None(Files.Where(f => !f.Root.Members.Any(m => m is GlobalStatementSyntax))
            .Select(f => (f.Path, Types: f.Root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Cast<MemberDeclarationSyntax>().ToArray()))
            .Where(f => f.Types.Length != 1 || !IsNameOf(Path.GetFileNameWithoutExtension(f.Path), f.Types[0]))
            .Select(f => $"{f.Path} has {string.Join(", ", f.Types.Select(Name))}"));

        static bool IsNameOf(string file, MemberDeclarationSyntax type) => file == Name(type) || file == Name(type) + "{T}"
            || (file.StartsWith(Name(type) + ".", StringComparison.Ordinal) && type.Modifiers.Any(SyntaxKind.PartialKeyword));

        static string Name(MemberDeclarationSyntax type) => type is BaseTypeDeclarationSyntax named ? named.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;
    }

    // Texts, and the parts of those that are put together.
    private static IEnumerable<(string Path, string Text)> Literals(string exceptIn) => Files.Where(f => f.Path != GeneratorFolder + exceptIn)
        .SelectMany(f => f.Root.DescendantTokens().Where(t => t.Value is string && !t.IsKind(SyntaxKind.IdentifierToken)).Select(t => (f.Path, t.ValueText)));

    private static bool IsOfGenerator(string path) => path.StartsWith(GeneratorFolder, StringComparison.Ordinal);

    private static CompilationUnitSyntax Root(string file) => GeneratorSources.Parse(File.ReadAllText(file), file).GetCompilationUnitRoot();

    private static string RelativePath(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static bool Begins(string name, params string[] namespaces) => namespaces.Any(n => name == n || name.StartsWith(n + ".", StringComparison.Ordinal));

    private static void None(IEnumerable<string> violations)
    {
        var lines = string.Join("\n", violations);
        Assert.True(lines.Length == 0, lines);
    }
}
