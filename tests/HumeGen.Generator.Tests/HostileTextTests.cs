using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Text of a specification stays text: it never becomes code, whatever is in it and wherever it stands.</summary>
public class HostileTextTests
{
    /// <summary>Text that ends a comment, a literal or a line, or hides what it is.</summary>
    public static TheoryData<string> Texts() =>
    [
        "a\npublic static class Pwn{}",
        "a\rpublic static class Pwn{}",
        "a\r\npublic static class Pwn{}",
        "a\u0085public static class Pwn{}",
        "a\u2028public static class Pwn{}",
        "a\u2029public static class Pwn{}",
        "a\vpublic static class Pwn{}\fpublic static class Pwn2{}",
        "a\n\n\npublic static class Pwn{}",
        "</summary><script>alert(1)</script>",
        "</c>]]><![CDATA[ -- --> <!-- ",
        "<inheritdoc cref=\"T:System.String\"/> <include file='/etc/passwd' path='//x'/> <see cref=\"System.Object\"/>",
        "&lt; &amp; &#10;public class Pwn{} &unknown;",
        "\"; System.Diagnostics.Process.Start(\"calc\"); //",
        "\\\"; class Pwn{} //",
        "\\u000Aclass Pwn{} \\n",
        "\"\"\"; class Pwn{}\n\"\"\"",
        "{0} {{x}} {System.Environment.Exit(1)} $\"{1}\"",
        "*/ class Pwn{} /*",
        "`</c><b>` `a\nclass Pwn{}`",
        "safe\u202E}{nwP ssalc\u202C \u2066class\u2069",
        "zero\u200Bwidth\u200D\uFEFF",
        "\u200B\u202E\uFEFF",
        "\0 \u0001 \u001F \u007F",
        "\ud83d\ude00 emoji",
        "#error Pwn",
        "a\n#error Pwn\n#line 1 \"x\"\n#pragma warning disable\n#nullable disable\n#if false",
        "#define X",
        "   ",
        "@",
        "%",
        new string('x', 5000) + " " + new string('y', 5000),
    ];

    [Theory]
    [Trait("Attack", "docs/reliability.md#line-breaks-in-texts")]
    [Trait("Attack", "docs/reliability.md#markup-in-texts")]
    [Trait("Attack", "docs/reliability.md#bidirectional-and-invisible-characters")]
    [Trait("Attack", "docs/reliability.md#nul-and-lone-surrogates")]
    [Trait("Attack", "docs/reliability.md#directives-in-texts")]
    [MemberData(nameof(Texts))]
    public void In_descriptions_it_stays_in_comments(string text)
    {
        var run = GeneratorRun.Of(Described(text));

        Assert.Equal(GeneratorRun.Of(Described("Harmless.")).Declarations(), run.Declarations());
        Assert.All(run.Files, f => AssertPlain(f.Text));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#quotes-in-values")]
    [Trait("Attack", "docs/reliability.md#raw-string-marks-in-values")]
    [Trait("Attack", "docs/reliability.md#bidirectional-and-invisible-characters")]
    [Trait("Attack", "docs/reliability.md#nul-and-lone-surrogates")]
    [Trait("Attack", "docs/reliability.md#hostile-names-in-http")]
    [MemberData(nameof(Texts))]
    public void As_a_value_it_stays_in_literals_and_on_the_wire(string text)
    {
        var run = GeneratorRun.Of(Valued(text), userCode: """
            public static class Usage
            {
                public static object? Run() => new Sample.Cat().Constant + "|" + Sample.Choice.First + "|" + Sample.Choice.First.Advice;
            }
            """);

        Assert.Equal(GeneratorRun.Of(Valued("harmless")).Declarations(), run.Declarations());
        using var output = new LoadedOutput(run);
        Assert.Equal($"{text}|{text}|{text}", output.Run());
        output.AssertRoundTrip("Sample.Cat", new JsonObject { [text] = text, ["named " + text] = "first", ["choice"] = text }.ToJsonString());
        var member = output.ReadUnion("Sample.IPet", new JsonObject { ["choice"] = text, [text] = text }.ToJsonString());
        Assert.Equal("Cat", member.GetType().Name);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#names-that-are-no-identifiers")]
    [MemberData(nameof(Texts))]
    public void As_a_name_it_becomes_one_identifier(string text)
    {
        var run = GeneratorRun.Of(Named(text), expectDiagnostics: true);

        Assert.Equal(Kinds(GeneratorRun.Of(Named("harmless"))), Kinds(run));
        Assert.All(run.TypeNames(), name => Assert.Matches(@"^[A-Za-z0-9_.+\u00C0-\u024F]+$", name));
        Assert.All(run.Files, f => Assert.Matches("^[A-Za-z0-9_.]{1,200}$", f.HintName));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#patterns-that-never-end")]
    [Trait("Attack", "docs/reliability.md#extensions-with-code")]
    public void What_a_specification_tells_a_compiler_to_do_is_ignored()
    {
        var spec = """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            x-csharp-usings: [System.Diagnostics]
            x-code-samples: [{lang: csharp, source: 'class Pwn{}'}]
            paths:
              /things:
                get:
                  operationId: list_things
                  x-csharp-body: 'System.Environment.Exit(1);'
                  responses: {'204': {description: Done.}}
            components:
              schemas:
                Thing:
                  type: object
                  x-csharp-type: System.Diagnostics.Process
                  x-implements: [System.IDisposable]
                  properties:
                    name: {type: string, pattern: '^(a+)+$', x-csharp-type: 'Pwn; class Pwn2 {}', format: 'int; class Pwn3 {}'}
            """;
        var run = GeneratorRun.Of(spec);

        Assert.Equal(["string? Name", "IReadOnlyDictionary<string, JsonElement>? AdditionalProperties"], run.Properties("Sample.Thing"));
        Assert.Equal(["Sample.ISampleClient", "Sample.SampleClient", "Sample.Thing"], run.TypeNamesOfTheSpecification());
        Assert.All(run.Files, f => Assert.DoesNotMatch(@"Pwn|Diagnostics|Exit|\(a\+\)|IDisposable\b(?<!global::System\.IDisposable)", f.Text));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#deprecation-texts")]
    [InlineData("deprecated: 'yes\"); class Pwn{} //'")]
    [InlineData("deprecated: true\n      x-deprecated-message: '\"); class Pwn{} //'\n      description: '\"); class Pwn{} //'")]
    public void The_attribute_for_deprecated_things_has_a_text_of_its_own(string deprecated)
    {
        var run = GeneratorRun.Of($"openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Thing:\n      {deprecated}\n      type: object\n      properties: {{name: {{type: string}}}}\n", expectDiagnostics: true);

        Assert.DoesNotContain(run.TypeNames(), n => n.Contains("Pwn", StringComparison.Ordinal));
        Assert.All(run.Files, f => Assert.All(Regex.Matches(f.Text, @"Obsolete\(.*").Select(m => m.Value), a => Assert.Equal("Obsolete(\"The specification marks this as deprecated.\")]", a)));
    }

    // Every line is one for C# as well, nothing in it is invisible, and only the compiler's own words start with #.
    private static void AssertPlain(string text)
    {
        Assert.DoesNotMatch(@"[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\p{Cf}\p{Cs}\p{Co}]", text);
        Assert.DoesNotMatch(@"(?m)^\s*#(?!nullable enable$|if NET$|endif$|pragma warning disable CS0612, CS0618 // Deprecated members are still sent and read\.$)", text);
    }

    private static IEnumerable<(char Kind, int Count)> Kinds(GeneratorRun run) => run.Declarations().GroupBy(d => d[0]).Select(g => (g.Key, g.Count())).OrderBy(k => k.Key);

    private static string Described(string text) => Replace("""
        {
          "openapi": "3.1.0",
          "info": { "title": "Sample", "version": "1", "description": "$" },
          "servers": [{ "url": "https://sample.example", "description": "$" }],
          "tags": [{ "name": "things", "description": "$" }],
          "paths": {
            "/things/{id}": {
              "description": "$",
              "parameters": [{ "name": "id", "in": "path", "required": true, "description": "$", "schema": { "type": "string" } }],
              "get": {
                "operationId": "get_thing", "tags": ["things"], "summary": "$", "description": "$",
                "parameters": [{ "name": "q", "in": "query", "description": "$", "schema": { "type": "string", "default": "$", "pattern": "$", "description": "$" } }],
                "responses": { "200": { "description": "$", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } }
              },
              "post": {
                "operationId": "send_thing", "tags": ["things"], "summary": "$",
                "requestBody": { "required": true, "description": "$", "content": { "multipart/form-data": { "schema": { "type": "object", "description": "$", "properties": { "part": { "type": "string", "description": "$" } } } } } },
                "responses": { "204": { "description": "$" } }
              }
            }
          },
          "components": {
            "schemas": {
              "Pet": { "description": "$", "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }] },
              "Cat": { "description": "$", "title": "$", "deprecated": true, "type": "object", "required": ["type"], "properties": { "type": { "type": "string", "const": "cat", "description": "$" }, "lives": { "type": "integer", "description": "$", "deprecated": true } } },
              "Dog": { "description": "$", "type": "object", "required": ["type"], "properties": { "type": { "type": "string", "const": "dog" }, "size": { "title": "$", "type": "string", "default": "$" } } },
              "Level": { "description": "$", "type": "string", "enum": ["low"], "x-enum-descriptions": ["$"], "x-humegen-facts": { "Advice": { "description": "$", "values": ["$"] } } },
              "Several": { "description": "$", "type": ["string", "integer"] }
            }
          }
        }
        """, text);

    private static string Valued(string text) => Replace("""
        {
          "openapi": "3.1.0",
          "info": { "title": "Sample", "version": "1" },
          "x-humegen": { "name": "$", "apiKeyVariable": "$", "tokenPath": "$" },
          "paths": {
            "/things": {
              "get": {
                "operationId": "get_things",
                "parameters": [
                  { "name": "$", "in": "query", "x-humegen-name": "Query", "schema": { "type": "string" } },
                  { "name": "deep $", "in": "query", "style": "deepObject", "x-humegen-name": "Deep", "schema": { "$ref": "#/components/schemas/Dog" } }
                ],
                "responses": { "204": { "description": "Done." } }
              },
              "post": {
                "operationId": "send_things",
                "requestBody": { "required": true, "content": { "multipart/form-data": {
                  "schema": { "type": "object", "properties": { "$": { "type": "string", "x-humegen-name": "Part" }, "list $": { "type": "array", "items": { "type": "string" }, "x-humegen-name": "List" } } },
                  "encoding": { "list $": { "x-humegen-array": "indexed" } } } } },
                "responses": { "204": { "description": "Done." } }
              }
            }
          },
          "components": {
            "schemas": {
              "Pet": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                "discriminator": { "propertyName": "$", "mapping": { "$": "#/components/schemas/Cat", "dog $": "#/components/schemas/Dog" } }
              },
              "Cat": { "type": "object", "properties": {
                "$": { "type": "string", "const": "$", "x-humegen-name": "Constant" }, "named $": { "type": "string", "x-humegen-name": "Named" }, "choice": { "$ref": "#/components/schemas/Choice" } } },
              "Dog": { "type": "object", "properties": { "$": { "type": "string", "x-humegen-name": "Key" }, "name": { "type": "string", "default": "$" } } },
              "Choice": { "type": "string", "enum": ["$"], "x-enum-varnames": ["First"], "x-humegen-facts": { "Advice": { "values": ["$"] } } }
            }
          }
        }
        """, text);

    // Beside a name of another kind, so that it collides with nothing.
    private static string Named(string text) => Replace("""
        {
          "openapi": "3.1.0",
          "info": { "title": "Sample", "version": "1" },
          "paths": {
            "/things": {
              "get": {
                "operationId": "1$", "tags": ["2$"],
                "parameters": [{ "name": "3$", "in": "query", "schema": { "type": "object", "properties": { "4$": { "type": "string" } } }, "style": "deepObject" }],
                "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": { "type": "object", "title": "$", "properties": { "5$": { "type": "string" } } } } } } }
              }
            }
          },
          "components": {
            "schemas": {
              "6$": { "type": "object", "properties": { "7$": { "type": "object", "properties": { "8$": { "type": "string", "enum": ["9$"] } } } } },
              "7$": { "oneOf": [{ "type": "object", "title": "8$", "required": ["9$"], "properties": { "9$": { "type": "string" } } }, { "type": "object", "title": "9$", "required": ["$ 0"], "properties": { "$ 0": { "type": "string" } } }] },
              "8$": { "x-humegen-name": "$ x", "type": ["string", "integer"] },
              "9$": { "x-humegen-namespace": "$.$", "type": "string", "enum": ["$"], "x-enum-varnames": ["$ x"], "x-humegen-facts": { "$ f": { "values": ["a"] } } }
            }
          }
        }
        """, text);

    // The placeholder stands for the text as it is in a JSON string, which YAML reads alike; "$ref" is no placeholder.
    private static string Replace(string template, string text) =>
        Regex.Replace(template, @"\$(?!ref\b)", JsonSerializer.Serialize(text)[1..^1].Replace("$", "$$", StringComparison.Ordinal));
}
