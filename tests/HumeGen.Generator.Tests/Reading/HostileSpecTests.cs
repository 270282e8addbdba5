using System.Net;
using System.Net.Sockets;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>Files that are made to hang, kill or mislead the compiler.</summary>
public class HostileSpecTests
{
    [Fact]
    [Trait("Attack", "docs/reliability.md#references-out-of-the-document")]
    public void References_out_of_the_document_are_refused_and_never_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        string[] targets =
        [
            "file:///etc/passwd", "/etc/passwd", "../../secret.yml#/a", "other.yml", $"{address}/latest/meta-data", $"{address}#/components/schemas/A",
            "//example.com/x", "C:\\secret.yml", "?x",
        ];

        foreach (var target in targets)
        {
            var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas($"    A: {{type: object, properties: {{a: {{$ref: '{target}'}}}}}}\n    B: {{discriminator: {{propertyName: t, mapping: {{x: '{target}'}}}}}}"));

            // Once for each file or address.
            Assert.Equal("HG0017", Assert.Single(diagnostics).Id);
            Assert.Contains($"'{target}'", diagnostics[0].ToDiagnostic().GetMessage(null), StringComparison.Ordinal);
            Assert.IsNotType<Microsoft.OpenApi.OpenApiSchemaReference>(document!.Components!.Schemas!["A"].Properties!["a"]);
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public void A_parameter_that_lies_elsewhere_is_left_out()
    {
        var (document, diagnostics) = ReadHelper.TryLoad("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n      - $ref: http://example.com/p\n      - {name: q, in: query, schema: {}}\n      responses: {'200': {description: d}}\n");

        Assert.Equal("HG0017", Assert.Single(diagnostics).Id);
        Assert.Equal("q", Assert.Single(document!.Paths!["/a"].Operations![HttpMethod.Get].Parameters!).Name);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    [InlineData("    A: {$ref: '#/components/schemas/A'}", 1)]
    [InlineData("    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/C'}\n    C: {$ref: '#/components/schemas/A'}", 3)]
    [InlineData("    A: {type: object, properties: {x: {$ref: '#/components/schemas/B'}}}\n    B: {$ref: '#/components/schemas/A/properties/x'}", 2)]
    public void References_in_a_circle_are_reported(string schemas, int count)
    {
        var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas(schemas));

        Assert.NotNull(document);
        Assert.Equal(Enumerable.Repeat("HG0018", count), diagnostics.Select(d => d.Id));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    public void A_chain_of_ten_thousand_references_ends()
    {
        var chain = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"    S{i}: {{$ref: '#/components/schemas/S{i + 1}'}}\n"));

        var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas(chain + "    S10000: {type: string}"));

        Assert.Equal(["HG0018"], diagnostics.Ids());
        Assert.Equal(10_001, document!.Components!.Schemas!.Count);
    }

    // Nothing that contains the place of the reference can stand among the components.
    [Theory]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    [InlineData("schemas", "A: {type: object, properties: {a: {$ref: '#/components/schemas'}}}")]
    [InlineData("schemas", "A: {$ref: '#/components/schemas'}")]
    [InlineData("schemas", "A: {oneOf: [{type: string}], discriminator: {propertyName: t, mapping: {a: '#/components/schemas'}}}")]
    [InlineData("schemas", "A: {$ref: '#/components'}")]
    [InlineData("parameters", "A: {$ref: '#/components/parameters'}")]
    [InlineData("responses", "A: {$ref: '#/components/responses'}")]
    [InlineData("requestBodies", "A: {$ref: '#/components/requestBodies'}")]
    [InlineData("headers", "A: {$ref: '#/components/headers'}")]
    [InlineData("callbacks", "A: {$ref: '#/components/callbacks'}")]
    [InlineData("securitySchemes", "A: {$ref: '#/components/securitySchemes'}")]
    [InlineData("pathItems", "A: {$ref: '#/components/pathItems'}")]
    public void A_reference_to_what_is_around_it_is_reported(string section, string component)
    {
        var (document, diagnostics) = ReadHelper.TryLoad($"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  {section}:\n    {component}\n");

        Assert.NotNull(document);
        Assert.Equal("HG0019", Assert.Single(diagnostics).Id);
    }

    // Where names are free, one that begins like an extension is a name as well.
    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData("webhooks: {x-started: {post: {requestBody: {content: {application/json: {schema: {properties: {$ref: '#/a'}}}}}, responses: {'200': {description: D.}}}}}")]
    [InlineData("components: {pathItems: {x-a: {get: {parameters: [{name: q, in: query, schema: {properties: {$ref: '#/a'}}}], responses: {'200': {description: D.}}}}}}")]
    [InlineData("components: {responses: {x-a: {description: D., content: {application/json: {schema: {properties: {$ref: '#/a'}}}}}}}")]
    [InlineData("components: {requestBodies: {x-a: {content: {application/json: {schema: {properties: {$ref: '#/a'}}}}}}}")]
    [InlineData("components: {schemas: {x-a: {properties: {$ref: '#/a'}}}}")]
    public void A_fault_behind_a_name_like_an_extension_is_reported(string part)
    {
        var (document, diagnostics) = ReadHelper.TryLoad($"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{part}\n");

        Assert.NotNull(document);
        Assert.Equal("HG0012", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public void Recursive_types_are_no_circle()
    {
        var document = ReadHelper.Load(ReadHelper.WithSchemas("""
                A: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}
                B: {allOf: [{$ref: '#/components/schemas/C'}]}
                C: {allOf: [{$ref: '#/components/schemas/B'}]}
            """));

        Assert.Equal(3, document.Components!.Schemas!.Count);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    public void A_tower_of_diamonds_loads()
    {
        var tower = string.Concat(Enumerable.Range(0, 60).Select(i => $"    S{i}: {{allOf: [{{$ref: '#/components/schemas/S{i + 1}'}}, {{$ref: '#/components/schemas/S{i + 1}'}}]}}\n"));

        Assert.Equal(61, ReadHelper.Load(ReadHelper.WithSchemas(tower + "    S60: {type: string}")).Components!.Schemas!.Count);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#bombs-of-aliases")]
    public void A_bomb_of_aliases_does_not_go_off()
    {
        var bomb = "x-a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat("bcdefghi".Select(c => $"x-{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 10))}]\n"));

        var document = ReadHelper.File("openapi: 3.1.0\n" + bomb);

        Assert.Equal(("HG0005", SpecKind.None, ""), (Assert.Single(document.Diagnostics).Id, document.Kind, document.Json));
    }

    [Fact]
    public void A_bomb_of_merge_keys_does_not_go_off()
    {
        var map = string.Concat(Enumerable.Range(0, 5000).Select(i => $"k{i}: 1, "));

        var document = ReadHelper.File($"openapi: 3.1.0\nx-a: &a {{{map}}}\nx-b:\n" + string.Concat(Enumerable.Repeat("- <<: *a\n", 5000)));

        Assert.Equal("HG0005", Assert.Single(document.Diagnostics).Id);
    }

    [Fact]
    public void Overlays_cannot_blow_a_document_up()
    {
        // Each action doubles the leaves.
        var actions = string.Concat(Enumerable.Range(0, 40).Select(i => $"- {{target: '$.x{string.Concat(Enumerable.Repeat(".*", i))}', update: {{a: {{}}, b: {{}}}}}}\n"));

        var specs = ReadHelper.Apply("openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx: {}\n", "overlay: 1.0.0\nactions:\n" + actions);

        Assert.All(specs.Diagnostics.Ids(), id => Assert.Contains(id, (string[])["HG0005", "HG0026"]));
        Assert.NotEmpty(specs.Diagnostics);
    }

    [Fact]
    public void Operations_that_share_messages_do_not_multiply_them()
    {
        var messages = string.Concat(Enumerable.Range(0, 2000).Select(i => $"      m{i}: {{payload: {{}}}}\n"));
        var operations = string.Concat(Enumerable.Range(0, 2000).Select(i => $"  o{i}: {{action: send, channel: {{$ref: '#/channels/c'}}}}\n"));

        var bound = ApiBinder.Bind(SpecLoader.Load([ReadHelper.File($"asyncapi: 3.0.0\ninfo: {{title: T}}\nchannels:\n  c:\n    address: /c\n    messages:\n{messages}operations:\n{operations}")], default), ProjectSettings.Default, default);

        Assert.Contains("HG0005", bound.Diagnostics.Ids());
    }

    [Fact]
    public void Overlays_cannot_nest_a_document_too_deeply()
    {
        var target = "$.x";
        var actions = "";
        for (var i = 0; i < 3; i++)
        {
            actions += $"- target: {target}\n  update: {string.Concat(Enumerable.Repeat("{a: ", 99))}{{a: {{}}}}{new string('}', 99)}\n";
            target += string.Concat(Enumerable.Repeat(".a", 100));
        }

        var specs = ReadHelper.Apply("openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx: {}\n", "overlay: 1.0.0\nactions:\n" + actions);

        Assert.Equal("HG0003", Assert.Single(specs.Diagnostics).Id);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#nesting-without-end")]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    [InlineData("[{a: ", "}]")]
    public void A_hundred_thousand_levels_do_not_overflow_the_stack(string open, string close)
    {
        SmallStack.Run(() =>
        {
            foreach (var levels in (int[])[20_000, 100_000])
            {
                var document = ReadHelper.File("x:\n  " + string.Concat(Enumerable.Repeat(open, levels)) + string.Concat(Enumerable.Repeat(close, levels)));
                Assert.Contains(Assert.Single(document.Diagnostics).Id, (string[])["HG0003", "HG0014"]);
            }
        });
    }

    [Fact]
    public void Indented_levels_do_not_overflow_the_stack()
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n"));

        SmallStack.Run(() => Assert.Equal("HG0003", Assert.Single(ReadHelper.File(text).Diagnostics).Id));
    }

    [Fact]
    public void The_deepest_document_that_may_be_fits_on_the_stack()
    {
        var schemas = "    A: " + string.Concat(Enumerable.Repeat("{anyOf: [", 63)) + "{}" + string.Concat(Enumerable.Repeat("]}", 63));
        var data = "x-data: " + string.Concat(Enumerable.Repeat("{a: ", 254)) + "{}" + new string('}', 254);
        var overlay = $"overlay: 1.0.0\nactions:\n- target: $..[?@.b]\n  remove: true\n- target: $\n  update: {{x-more: {string.Concat(Enumerable.Repeat("[", 250))}{new string(']', 250)}}}\n";

        SmallStack.Run(() =>
        {
            var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas(schemas) + data, overlay);
            Assert.Equal(["HG0021"], diagnostics.Ids());
            Assert.NotNull(document);
        });
    }

    [Theory]
    [InlineData("{properties: {a: ", "}}")]
    [InlineData("{items: ", "}")]
    [InlineData("{anyOf: [", "]}")]
    [InlineData("{additionalProperties: ", "}")]
    public void Schemas_nested_too_deeply_are_reported(string open, string close)
    {
        var schemas = "    A: " + string.Concat(Enumerable.Repeat(open, 80)) + "{}" + string.Concat(Enumerable.Repeat(close, 80));

        SmallStack.Run(() =>
        {
            var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas(schemas));
            Assert.Null(document);
            Assert.Contains("more than 64 levels", Assert.Single(diagnostics).ToDiagnostic().GetMessage(null), StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#huge-files-and-names")]
    public void A_million_schemas_are_too_many()
    {
        var document = ReadHelper.File(ReadHelper.WithSchemas(string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"    S{i}: \n"))));

        Assert.Equal("HG0005", Assert.Single(document.Diagnostics).Id);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#huge-files-and-names")]
    public void A_name_of_a_megabyte_is_a_name()
    {
        var name = new string('n', 1_000_000);

        // YAML takes a simple key of up to 1,024 characters only, but any other with a question mark.
        var document = ReadHelper.Load(ReadHelper.WithSchemas($"    ? {name}\n    : {{type: string}}"));

        Assert.Equal(name, Assert.Single(document.Components!.Schemas!).Key);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#encodings-and-line-ends")]
    public void What_is_not_UTF_8_is_told()
    {
        var latin1 = System.Text.Encoding.Latin1.GetBytes("openapi: 3.1.0\ninfo: {title: Stra\u00DFe, version: '1'}\n");
        var utf16 = System.Text.Encoding.Unicode.GetBytes("openapi: 3.1.0\n");

        Assert.Equal("HG0009", Assert.Single(ReadHelper.File(System.Text.Encoding.UTF8.GetString(latin1)).Diagnostics).Id);
        Assert.Equal("HG0009", Assert.Single(ReadHelper.File(System.Text.Encoding.UTF8.GetString(utf16)).Diagnostics).Id);
    }

    [Fact]
    public void No_document_gets_more_than_a_hundred_diagnostics()
    {
        var (_, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas(string.Concat(Enumerable.Range(0, 1000).Select(i => $"    S{i}: {{$ref: '#/components/schemas/None'}}\n"))));

        Assert.Equal(100, diagnostics.Count);
    }
}
