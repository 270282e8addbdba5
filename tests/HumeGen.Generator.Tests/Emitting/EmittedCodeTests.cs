using System.Net;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Tests;

/// <summary>Rules for all emitted code.</summary>
public class EmittedCodeTests
{
    private const int MostColumns = 160;

    private static readonly Regex Example = new("<code>(.*?)</code>", RegexOptions.Singleline);

    public static TheoryData<string> Constructs => ConstructTests.Names();

    [Fact]
    public void No_line_is_longer_than_160_columns()
    {
        var files = new GeneratorSession(SpecText.FromRepository()).Run().GeneratedSources.Select(s => (s.HintName, Text: s.SourceText.ToString()))
            .Concat(((IEnumerable<object[]>)Constructs).SelectMany(c => GeneratorRun.Of(ConstructTests.Specs((string)c[0]), expectDiagnostics: true).Files));

        Assert.Empty(files.SelectMany(f => f.Text.Split('\n').Where(l => l.Length > MostColumns).Select(l => $"{f.HintName}: {l}")));
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Every_type_but_the_declared_one_is_fully_qualified(string construct)
    {
        var run = GeneratorRun.Of(ConstructTests.Specs(construct), expectDiagnostics: true);

        Assert.Empty(run.Output.SyntaxTrees.Where(t => t.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).SelectMany(t => BareNames(t, run.Output.GetSemanticModel(t))));
    }

    [Fact]
    public void Only_files_that_use_something_deprecated_silence_its_warning()
    {
        var silent = GeneratorRun.Of(ConstructTests.Specs("deprecated"), expectDiagnostics: true).Files.Where(f => f.Text.Contains("#pragma", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(silent);
        Assert.All(silent, f => Assert.Matches("Old|Gone|Obsolete", f.Text));
        Assert.DoesNotContain(GeneratorRun.Of(ConstructTests.Specs("parameters"), expectDiagnostics: true).Files, f => f.Text.Contains("#pragma", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{deprecated: true, oneOf: [{$ref: '#/components/schemas/New'}, {$ref: '#/components/schemas/Newer'}]}")]
    [InlineData("{oneOf: [{$ref: '#/components/schemas/Old'}, {$ref: '#/components/schemas/New'}, {type: array, items: {type: string}}]}")]
    public void A_union_that_is_deprecated_or_has_a_deprecated_member_compiles_without_a_warning(string union) => Assert.NotEmpty(GeneratorRun.Of("""
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        paths: {}
        components:
          schemas:
            Old: {deprecated: true, type: object, required: [old], properties: {old: {type: string}}}
            New: {type: object, required: [new], properties: {new: {type: string}}}
            Newer: {type: object, required: [newer], properties: {newer: {type: string}}}
            Choice: UNION
        """.Replace("UNION", union, StringComparison.Ordinal), expectDiagnostics: true).Files);

    [Fact]
    public void Every_type_says_that_it_is_generated_once()
    {
        var types = GeneratorRun.Of(SpecText.FromRepository()).Output.SyntaxTrees.Where(t => t.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(t => t.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()).Where(t => t.Parent is not TypeDeclarationSyntax);

        Assert.All(
            types.GroupBy(t => t.Identifier.Text + t.SyntaxTree.GetRoot().DescendantNodes().OfType<FileScopedNamespaceDeclarationSyntax>().Single().Name),
            parts => Assert.Single(parts.SelectMany(p => p.AttributeLists.SelectMany(l => l.Attributes)), a => a.Name.ToString().EndsWith("GeneratedCode", StringComparison.Ordinal)));
    }

    [Fact]
    public void Examples_of_the_bundled_client_compile() => AssertExamplesCompile(SpecText.FromRepository(), atLeast: 50);

    [Theory]
    [InlineData("channels", 1)]
    [InlineData("forms", 1)]
    [InlineData("paging", 1)]
    [InlineData("parameters", 1)]
    [InlineData("responses", 5)]
    [InlineData("streams", 1)]
    [InlineData("uploads", 1)]
    public void Examples_compile(string construct, int atLeast) => AssertExamplesCompile(ConstructTests.Specs(construct), atLeast);

    [Fact]
    public void Each_method_names_the_exceptions_of_its_statuses()
    {
        var client = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: https://api.example.com}]
            paths:
              /a:
                get:
                  operationId: get_a
                  responses:
                    '200': {description: The text., content: {text/plain: {schema: {type: string}}}}
                    '404': {description: No such text}
                    '409': {description: It is being `changed`., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
            components:
              schemas:
                Problem: {type: object, properties: {why: {type: string}}}
            """).File("Sample.ISampleClient.g.cs").Replace("\n    /// ", " ", StringComparison.Ordinal);

        Assert.Contains("<exception cref=\"global::Sample.SampleNotFoundException\">Status 404: No such text.</exception>", client, StringComparison.Ordinal);
        Assert.Contains(
            "<exception cref=\"global::Sample.SampleApiException\">Status 409, with <see cref=\"global::Sample.Problem\"/>: It is being <c>changed</c>.</exception>",
            client,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Records_print_their_lists_and_keep_what_they_do_not_know()
    {
        var run = GeneratorRun.Of(
            """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    numbers: {type: array, items: {type: integer}}
                    names: {type: array, items: {type: string}}
                    counts: {type: object, additionalProperties: {type: integer}}
                    data: {type: string, format: byte}
                    any: {}
                    inner: {$ref: '#/components/schemas/Thing'}
            """,
            userCode: """
                using HumeGen.Json;
                using Sample;

                public static class Usage
                {
                    public static object? Run() => string.Join("\n",
                        ApiJson.Read<Thing>("{\"numbers\":[1,2,3,4,5],\"names\":[\"a\",\"b\"],\"token\":\"hunter2\"}"),
                        ApiJson.Read<Thing>("{\"counts\":{\"x\":1},\"data\":\"AAAA\",\"any\":{\"k\":[true]},\"inner\":{\"names\":[]}}"));
                }
                """);
        using var output = new LoadedOutput(run);

        Assert.Equal(
            """
            Thing { Numbers = [1, 2, 3, ... 5 in all], Names = [a, b], Counts = , Data = , Any = , Inner = , AdditionalProperties = [token] }
            Thing { Numbers = , Names = , Counts = [x: 1], Data = 3 bytes, Any = {"k":[true]}, Inner = Thing { Numbers = , Names = [], Counts = , Data = , Any = , Inner =  } }
            """.ReplaceLineEndings("\n"),
            output.Run());
    }

    // Names of types that are neither the one being declared nor one within it.
    private static IEnumerable<string> BareNames(SyntaxTree tree, SemanticModel model) => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        .Where(n => n.Parent is not (AliasQualifiedNameSyntax or AttributeSyntax) && !(n.Parent is QualifiedNameSyntax qualified && qualified.Right == n)
            && !(n.Parent is MemberAccessExpressionSyntax access && access.Name == n))
        .Where(n => !n.Ancestors().Any(a => a is NameEqualsSyntax))
        .Select(n => (Name: n, Type: model.GetSymbolInfo(n).Symbol as INamedTypeSymbol))
        .Where(n => n.Type is not null && !n.Name.IsVar && !IsDeclaredAround(n.Name, n.Type))
        .Select(n => $"{tree.FilePath}: {n.Name.Parent}");

    private static bool IsDeclaredAround(SyntaxNode node, INamedTypeSymbol type) =>
        node.Ancestors().OfType<TypeDeclarationSyntax>().Any(d => d.Identifier.Text == type.Name || d.Identifier.Text == type.ContainingType?.Name);

    private static void AssertExamplesCompile(IReadOnlyList<SpecText> specs, int atLeast)
    {
        var run = GeneratorRun.Of(specs, expectDiagnostics: true);
        var root = run.Output.SyntaxTrees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Single(c => c.Members.OfType<PropertyDeclarationSyntax>().Any(p => p.Identifier.Text == "Pipeline"));
        var examples = new List<SyntaxTree>();
        foreach (var (_, text) in run.Files.Where(f => f.HintName.EndsWith("Client.g.cs", StringComparison.Ordinal)))
        {
            var @namespace = Regex.Match(text, @"^namespace (.*);", RegexOptions.Multiline).Groups[1].Value;
            foreach (Match match in Example.Matches(text))
            {
                var code = WebUtility.HtmlDecode(Regex.Replace(match.Groups[1].Value, @"^ *///", "", RegexOptions.Multiline));
                examples.Add(CSharpSyntaxTree.ParseText(
                    $$"""
                    #pragma warning disable CS0618
                    using System;
                    using System.IO;
                    using System.Text.Json;
                    using System.Threading.Tasks;
                    using HumeGen;
                    using {{@namespace}};

                    namespace {{@namespace}}.Examples{{examples.Count}}
                    {
                        internal static class Example
                        {
                            public static async Task RunAsync(global::{{NamespaceOf(root)}}.{{root.Identifier.Text}} client)
                            {
                    {{code}}
                            }
                        }
                    }
                    """,
                    (CSharpParseOptions)run.Output.SyntaxTrees.First().Options));
            }
        }

        Assert.True(examples.Count >= atLeast, $"{examples.Count} examples");
        Assert.Empty(run.Output.AddSyntaxTrees(examples).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    private static string NamespaceOf(SyntaxNode type) => type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString();
}
