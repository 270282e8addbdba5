using System.Text.Json.Nodes;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>YAML that other libraries refuse or misread is read.</summary>
public class YamlTextTests
{
    // Blank lines are marked, as editors would remove their spaces.
    [Theory]
    [InlineData("|\n······\n······text\n····", "\ntext\n")]
    [InlineData("|+\n············\n", "\n")]
    [InlineData("|\n············\n······text\n········more\n", "\ntext\n  more\n")]
    [InlineData(">-\n··········\n\n············\n······text\n······more\n", "\n\n\ntext more")]
    [InlineData("|2\n····················\n······text\n", "\ntext\n")]
    [InlineData("|-   # a comment\n··\n····\n\n", "")]
    [InlineData("!!str |\n········\n······text\n", "\ntext\n")]
    [InlineData("&text >\n··········\n······text\n", "\ntext\n")]
    [InlineData("|\n\t\n······text\n\t\n······more\n", "\ntext\n\nmore\n")]
    [InlineData("|\n········\t\n······text\n", "\ntext\n")]
    [InlineData("|\n······text\n\t\n······- b: |\n············\n········c\n", "text\n\n- b: |\n      \n  c\n")]
    [InlineData("|\n······\ttext\n········\n", "\ttext\n  \n")]
    public void Blank_lines_of_a_block_are_blank(string block, string expected)
    {
        block = block.Replace('·', ' ');
        foreach (var lineEnd in (string[])["\n", "\r\n"])
        {
            var text = $"openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\nx-a:\n  - b: {block.TrimEnd('\n')}\n    after: 1\n";
            var file = ReadHelper.File(text.Replace("\n", lineEnd, StringComparison.Ordinal));

            Assert.Empty(file.Diagnostics);
            var item = JsonNode.Parse(file.Json)!["x-a"]![0]!;
            Assert.Equal((expected, 1), ((string)item["b"]!, (int)item["after"]!));
        }
    }

    [Fact]
    public void Lines_behind_blank_ones_keep_their_places()
    {
        const string text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      type: string\n      description: >+\n              \n\t\n"
            + "        text\n\t\n          more\n    B:\n      type: «flag»\n";

        Assert.Contains("'type' cannot be 'flag'", ReadHelper.Expect("HG0034", text), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#scalars-of-unclear-type")]
    public void Unquoted_values_of_texts_are_what_is_written()
    {
        var run = GeneratorRun.Of(ReadHelper.WithSchemas("""
                Version: {type: string, enum: [1.10, 007, 1e3, yes, null-like, 2024-01-01, 0x1F, True, .inf, 1_000]}
                Release:
                  type: object
                  required: [kind, 1.10]
                  properties:
                    kind: {type: string, const: 1.10}
                    state: {type: [string, 'null'], enum: [007, null]}
                    1.10: {type: string, default: 012}
                    on: {type: boolean}
            """));

        using var output = new LoadedOutput(run);
        foreach (var value in (string[])["1.10", "007", "1e3", "yes", "null-like", "2024-01-01", "0x1F", "True", ".inf", "1_000"])
            Assert.Contains($"new(\"{value}\")", run.File("T.Version.g.cs"), StringComparison.Ordinal);
        output.AssertRoundTrip("T.Release", """{"kind":"1.10","state":"007","1.10":"x","on":true}""");
        Assert.Contains("Left out, it is 012.", run.File("T.Release.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: integer, enum: [1, 2], default: 1}", """{"type":"integer","enum":[1,2],"default":1}""")]
    [InlineData("{type: string, default: null, enum: [~, a]}", """{"type":"string","default":null,"enum":[null,"a"]}""")]
    [InlineData("{type: string, minLength: 1, const: yes}", """{"type":"string","minLength":1,"const":"yes"}""")]
    [InlineData("{type: [string, integer], enum: [1, a]}", """{"type":["string","integer"],"enum":[1,"a"]}""")]
    [InlineData("{properties: {type: {const: 1}, enum: {type: string, enum: [1]}}}", """{"properties":{"type":{"const":1},"enum":{"type":"string","enum":["1"]}}}""")]
    public void Values_of_other_types_stay_what_they_are(string schema, string expected) =>
        Assert.Equal(expected, JsonNode.Parse(ReadHelper.File($"openapi: 3.1.0\nx-a: {schema}\n").Json)!["x-a"]!.ToJsonString());

    [Fact]
    public void Versions_names_and_tags_are_texts()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1
            info: {title: Sample, version: 1.10}
            servers: [{url: 'https://sample.example:{port}', variables: {port: {default: 8443, enum: [8443, 443]}}}]
            paths:
              /a: {get: {operationId: 200, tags: [1.10], parameters: [{name: 1.0, in: query, schema: {type: string}}], responses: {200: {description: Yes.}}}}
            """);

        Assert.Contains("M:Sample.I_1_10Client._200Async(Sample._1_10_200Request,HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
        Assert.Contains("\"1.0\"", string.Concat(run.Files.Select(f => f.Text)), StringComparison.Ordinal);
        Assert.Contains("https://sample.example:8443", string.Concat(run.Files.Select(f => f.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_of_YAML_1_2()
    {
        var file = ReadHelper.File("""
            %YAML 1.2
            ---
            openapi: 3.1.0
            x-a:
              base: &base {a: 1, b: [x, {c: d}]}
              ? complex
              : "two
                lines"
              plain: one
                two

                three
              !!merge <<: *base
              octal: 0o17
              old: 017
              infinite: .inf
              on: off
              alias: *base
            ...
            """);

        Assert.Empty(file.Diagnostics);
        Assert.Equal(
            """{"base":{"a":1,"b":["x",{"c":"d"}]},"complex":"two lines","plain":"one two\nthree","a":1,"b":["x",{"c":"d"}],"octal":15,"old":17,"infinite":".inf","on":"off","""
            + """ "alias":{"a":1,"b":["x",{"c":"d"}]}}""".TrimStart(),
            JsonNode.Parse(file.Json)!["x-a"]!.ToJsonString());
    }
}
