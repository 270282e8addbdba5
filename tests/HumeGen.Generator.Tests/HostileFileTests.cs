using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests;

/// <summary>
/// Files that are made to harm, in a project beside a harmless one: what is generated of the harmless one is as without them, all of it compiles, and nothing
/// else is there but what they honestly describe. The traits of all tests against such files name the attack in <c>docs/reliability.md</c>.
/// </summary>
public class HostileFileTests
{
    private const string Outside = "docs/reliability.md#references-out-of-the-document";
    private const string Circles = "docs/reliability.md#references-in-circles-and-chains";
    private const string Aliases = "docs/reliability.md#bombs-of-aliases";
    private const string Anchors = "docs/reliability.md#anchors-within-themselves";
    private const string Nesting = "docs/reliability.md#nesting-without-end";
    private const string Yaml = "docs/reliability.md#yaml-beyond-json";
    private const string Scalars = "docs/reliability.md#scalars-of-unclear-type";
    private const string Size = "docs/reliability.md#huge-files-and-names";
    private const string Encodings = "docs/reliability.md#encodings-and-line-ends";
    private const string Malformed = "docs/reliability.md#malformed-anything";

    private const string Head = "openapi: 3.1.0\ninfo: {title: Evil, version: '1'}\npaths: {}\n";

    private static readonly SpecText Harmless = new("harmless.yml", """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        paths: {/things: {get: {operationId: list_things, responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}}
        components: {schemas: {Thing: {type: object, properties: {name: {type: string}}}}}
        """);

    // An attack, a file, and the types that it describes; null where those are many.
    private static readonly (string Attack, Func<string> Text, string? Types)[] Hostile =
    [
        // References, to other files and in circles.
        (Outside, () => Schemas("A: {type: object, properties: {a: {$ref: 'file:///etc/passwd'}, b: {$ref: 'http://169.254.169.254/latest'}, c: {$ref: '../../../etc/passwd'}, d: {$ref: '/etc/passwd#/a'}}}"), "A"),
        (Outside, () => Schemas("A: {type: object, properties: {a: {$ref: 'harmless.yml/../../etc/passwd'}, b: {$ref: '%2e%2e/%2e%2e/etc/passwd'}, c: {$ref: '..\\\\..\\\\secret.yml'}, d: {$ref: 'C:harmless.yml'}, e: {$ref: 'harmless.yml?x#/components'}, f: {$ref: '//harmless.yml'}}}"), "A"),
        (Outside, () => Schemas("A: {type: object, properties: {a: {$ref: 'harmless.yml#/../..'}, b: {$ref: 'harmless.yml#/info/title'}, c: {$ref: 'harmless.yml#nowhere'}, d: {$ref: 'HARMLESS.yml#/components/schemas/Thing'}}}"), "A"),
        (Outside, () => Schemas("A: {$ref: 'hostile.yml#/components/schemas/A'}"), ""),
        (Outside, () => Schemas("A: {type: object, properties: {a: {$ref: './x/../hostile.yml#/components/schemas/A'}}}"), "A"),
        (Circles, () => Schemas("A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}"), ""),
        (Circles, () => Schemas("A: {allOf: [{$ref: '#/components/schemas/B'}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}"), ""),
        (Circles, () => Schemas("A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {a: {type: string}}}]}"), "A"),
        (Circles, () => Schemas("A: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}], properties: {a: {type: string}}}"), "A"),
        (Circles, () => Schemas("A: {discriminator: {propertyName: t}, allOf: [{$ref: '#/components/schemas/B'}], type: object}\n    B: {discriminator: {propertyName: t}, allOf: [{$ref: '#/components/schemas/A'}], type: object, properties: {t: {type: string}}}"), "ABase BBase IA IA.JsonConverter IB IB.JsonConverter UnknownA UnknownB"),
        (Circles, () => Schemas("A: {type: array, items: {$ref: '#/components/schemas/A'}}"), "A"),
        (Circles, () => Schemas("A: {prefixItems: [{$ref: '#/components/schemas/A'}, {type: string}]}"), "A"),
        (Circles, () => Schemas(string.Concat(Enumerable.Range(0, 200).Select(i => $"S{i}: {{allOf: [{{$ref: '#/components/schemas/S{i + 1}'}}, {{$ref: '#/components/schemas/S{i + 1}'}}]}}\n    ")) + "S200: {type: string}"), null),

        // What a parser, a walk or a memory could break at.
        (Aliases, () => Head + "x-a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghi".Select(c => $"x-{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 10))}]\n")), ""),
        (Anchors, () => Head + "x-a: &a [*a]\n", ""),
        (Nesting, () => "x: " + new string('[', 20_000), ""),
        (Nesting, () => Schemas("A: " + string.Concat(Enumerable.Repeat("{items: ", 100)) + "{}" + new string('}', 100)), ""),
        (Yaml, () => Head + "x-a: !!python/object/apply:os.system ['calc']\n", ""),
        (Yaml, () => Head + "---\n" + Schemas("A: {type: object, properties: {a: {type: string}}}"), ""),
        (Yaml, () => Head + "paths: {}\n", ""),
        (Yaml, () => Schemas("A: {<<: [b], type: object}"), ""),
        (Scalars, () => Schemas("A: {type: object, properties: {no: {type: string}, 012: {type: string}, 1e3: {type: string}, 2026-11-21: {type: string}, null: {type: string}}}"), "A"),
        (Size, () => "openapi: 3.1.0\n# " + new string('x', 17_000_000), ""),
        (Size, () => Head + "x-a:\n" + string.Concat(Enumerable.Repeat("- {}\n", 1_000_001)), ""),
        (Encodings, () => Head + "x-a: Stra\uFFFDe\n", ""),
        (Encodings, () => Head + "x-a: \uD800\n", ""),
        (Malformed, () => "", ""),
        (Malformed, () => "[1, {a: *b}]", ""),
        (Malformed, () => "openapi: {}", ""),
        (Malformed, () => Head.Replace("paths: {}", "paths: [null, {get: 5}]", StringComparison.Ordinal) + "components: {schemas: {A: 5, B: [x], C: {type: [1]}, D: {properties: []}}}\n", null),
    ];

    /// <summary>The attacks by their places in the list: some are larger than a test runner likes to name.</summary>
    public static TheoryData<string, int> Files()
    {
        var files = new TheoryData<string, int>();
        for (var i = 0; i < Hostile.Length; i++)
            files.Add(Hostile[i].Attack, i);
        return files;
    }

    [Theory]
    [Trait("Attack", Outside)]
    [Trait("Attack", Circles)]
    [Trait("Attack", Aliases)]
    [Trait("Attack", Anchors)]
    [Trait("Attack", Nesting)]
    [Trait("Attack", Yaml)]
    [Trait("Attack", Scalars)]
    [Trait("Attack", Size)]
    [Trait("Attack", Encodings)]
    [Trait("Attack", Malformed)]
    [MemberData(nameof(Files))]
    public void Beside_a_hostile_file_all_is_as_without_it(string attack, int index)
    {
        var (expected, text, types) = Hostile[index];
        Assert.Equal(expected, attack);
        var run = GeneratorRun.Of([Harmless, new SpecText("hostile.yml", text())], expectDiagnostics: true);

        var declarations = run.Declarations();
        Assert.Equal(GeneratorRun.Of([Harmless]).Declarations(), declarations.Where(d => !d.Contains(":Evil.", StringComparison.Ordinal)));
        if (types is not null)
        {
            Assert.Equal(types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => "Evil." + t).Order(StringComparer.Ordinal),
                run.TypeNames().Where(t => t.StartsWith("Evil.", StringComparison.Ordinal)));
        }

        Assert.All(run.Diagnostics, d => Assert.StartsWith("HG", d.Id, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", Outside)]
    public void Files_that_refer_to_each_other_end()
    {
        var run = GeneratorRun.Of(
            [
                new SpecText("1.yml", Head.Replace("Evil", "One", StringComparison.Ordinal) + "components: {schemas: {A: {type: object, properties: {b: {$ref: '2.yml#/components/schemas/B'}}}}}\n"),
                new SpecText("2.yml", Head.Replace("Evil", "Two", StringComparison.Ordinal) + "components: {schemas: {B: {type: object, properties: {a: {$ref: '1.yml#/components/schemas/A'}, own: {$ref: '2.yml#/components/schemas/B'}}}}}\n"),
            ]);

        Assert.Equal(["One.A", "One.B", "Two.A", "Two.B"], run.TypeNames());
        Assert.Equal(["B? B", "IReadOnlyDictionary<string, JsonElement>? AdditionalProperties"], run.Properties("Two.A"));
    }

    [Fact]
    [Trait("Attack", Outside)]
    public void References_to_other_files_do_not_multiply_them()
    {
        // Each of many references takes a part that has all parts before it within itself.
        var nested = string.Concat(Enumerable.Repeat("{properties: {a: ", 60)) + "{}" + string.Concat(Enumerable.Repeat("}}", 60));
        var many = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: {nested}"));
        var references = string.Join(", ", Enumerable.Range(0, 1000)
            .SelectMany(i => Enumerable.Range(0, 20).Select(depth => $"r{i}_{depth}: {{$ref: 'parts.yml#/k{i}{string.Concat(Enumerable.Repeat("/properties/a", depth))}'}}")));

        var files = new[] { SpecReader.Read("1.yml", Head + "components: {schemas: {A: {type: object, properties: {" + references + "}}}}\n", default), SpecReader.Read("parts.yml", "{" + many + "}", default) };
        var document = SpecLoader.Patch(SpecSources.Of(files, default).Documents.Single(), default);

        Assert.Equal("HG0005", Assert.Single(document.Diagnostics).Id);
        Assert.InRange(TreeSize.Measure(document.Root).Nodes, 500_000, 1_100_000);
    }

    [Fact]
    [Trait("Attack", Outside)]
    public void The_generator_refers_to_nothing_that_reads_or_writes()
    {
        string[] forbidden =
        [
            "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.StreamReader", "System.IO.StreamWriter", "System.Console",
            "System.Diagnostics.Process", "System.Net.Http.HttpClient", "System.Net.WebClient", "System.Net.WebRequest", "System.Net.Sockets.Socket", "System.Net.Dns",
        ];
        using var image = new PEReader(File.OpenRead(typeof(HumeGenerator).Assembly.Location));
        var metadata = image.GetMetadataReader();
        var used = metadata.TypeReferences.Select(metadata.GetTypeReference).Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}").ToArray();

        Assert.Contains("System.Uri", used);
        Assert.Empty(used.Intersect(forbidden));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#names-that-look-alike")]
    [InlineData("ab", "a\u200Db")]
    [InlineData("ab", "a\uFEFFb")]
    [InlineData("\u00E9t\u00E9", "e\u0301t\u00E9")]
    public void Names_that_look_alike_are_two(string one, string other)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse("{}")!.AsObject();
        foreach (var name in new[] { one, other })
            json[name] = new System.Text.Json.Nodes.JsonObject { ["type"] = "string" };
        var run = GeneratorRun.Of(Head + "components: {schemas: {A: {type: object, properties: " + json.ToJsonString() + "}}}\n");

        using var output = new LoadedOutput(run);
        output.AssertRoundTrip("Evil.A", new System.Text.Json.Nodes.JsonObject { [one] = "1", [other] = "2" }.ToJsonString());
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#values-out-of-range")]
    [InlineData("integer", "9223372036854775807", "9223372036854775807")]
    [InlineData("integer", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("number", "-0", "0")]
    [InlineData("number", "1e308", "1E+308")]
    [InlineData("number", "0.1000000000000000055511151231257827", "0.1")]
    [InlineData("number", "1e999", null)]
    [InlineData("integer", ".nan", null)]
    [InlineData("integer", "99999999999999999999999", null)]
    [InlineData("boolean", "yes", null)]
    [InlineData("string", "5", null)]
    public void A_constant_is_exact_or_none(string type, string value, string? written)
    {
        var required = written is null ? "" : "required: [x], ";
        var run = GeneratorRun.Of(
            Head + $"components: {{schemas: {{A: {{type: object, {required}properties: {{x: {{type: {type}, const: {value}}}}}}}}}}}\n", expectDiagnostics: true);

        using var output = new LoadedOutput(run);
        Assert.Equal(written is null ? "{}" : $"{{\"x\":{written}}}", output.RoundTrip("Evil.A", "{}"));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#hostile-names-in-http")]
    [InlineData("COPY /evil HTTP/1.1\\r\\nX: y")]
    [InlineData("COPY\\\"); System.Environment.Exit(1); //")]
    [InlineData("")]
    public void A_method_has_a_name_that_methods_may_have(string method)
    {
        var run = GeneratorRun.Of(
            $$"""{"openapi": "3.2.0", "info": {"title": "Sample", "version": "1"}, "paths": {"/a": {"additionalOperations": {"{{method}}": {"operationId": "evil", "responses": {"204": {"description": "Done."} } } } } } }""",
            expectDiagnostics: true);

        Assert.NotEmpty(run.Diagnostics);
        Assert.DoesNotContain(run.Declarations(), d => d.Contains("EvilAsync", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#hostile-names-in-http")]
    [InlineData("application/x\\r\\nX-Evil: 1+json")]
    [InlineData("text/\\r\\nX-Evil: 1")]
    [InlineData("application/json; charset=\\\"")]
    public void A_media_type_is_one_or_is_not_sent(string type)
    {
        var run = GeneratorRun.Of(
            $$"""
            {"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "paths": {"/a": {"post": {"operationId": "send", "requestBody": {"required": true, "content": {"{{type}}": {"schema": {"type": "string"} } } },
             "responses": {"200": {"description": "Done.", "content": {"{{type}}": {"schema": {"type": "string"} } } } } } } } }
            """,
            expectDiagnostics: true);

        Assert.DoesNotContain("Evil", run.File("Sample.SampleClient.g.cs"), StringComparison.Ordinal);
    }

    private static string Schemas(string schemas) => Head + "components:\n  schemas:\n    " + schemas + "\n";
}
