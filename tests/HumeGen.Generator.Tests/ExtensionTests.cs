using System.Text.RegularExpressions;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>
/// An extension that has no effect is reported where it stands, at its value or, where that is a mapping or a list, at its key: misspelt, of a wrong kind,
/// or at a node that does not read it.
/// </summary>
public class ExtensionTests
{
    [Theory]
    [InlineData("x-humegen-type: «true»", "x-humegen-type must be a string or a mapping, but is true.")]
    [InlineData("«x-humegen-type»: {name: A.B, convertor: A.C}", "x-humegen-type has 'convertor', which is unknown there (did you mean 'converter'?).")]
    [InlineData("«x-humegen-type»: {name: [5]}", "x-humegen-type has 'name', which must be a string, but is [5].")]
    [InlineData("x-humegen-name: «5»", "x-humegen-name must be a string, but is 5.")]
    [InlineData("«x-humegen-name»: [A]", "x-humegen-name must be a string, but is [\"A\"].")]
    [InlineData("x-humegen-name: «~»", "x-humegen-name must be a string, but is null.")]
    [InlineData("x-humegen-ignore: «'true'»", "x-humegen-ignore must be true or false, but is \"true\".")]
    [InlineData("x-humegen-docs: «1»", "x-humegen-docs must be true or false, but is 1.")]
    [InlineData("x-humegen-facts: «Advice»", "x-humegen-facts must be a mapping, but is \"Advice\".")]
    public void A_value_of_a_wrong_kind_is_reported(string extension, string message) =>
        Assert.StartsWith(message, ReadHelper.Expect("HG0307", ReadHelper.WithSchemas($"    Thing: {{type: object, {extension}}}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("«x-humegen»: {clint: A.B}", "x-humegen has 'clint', which is unknown there (did you mean 'client'?).")]
    [InlineData("«x-humegen»: {client: 5}", "x-humegen has 'client', which must be a string, but is 5.")]
    [InlineData("«x-humegen»: {groups: [a]}", "x-humegen has 'groups', which must be a mapping, but is [\"a\"].")]
    [InlineData("x-humegen: «A.B»", "x-humegen must be a mapping, but is \"A.B\".")]
    public void A_wrong_setting_of_the_document_is_reported(string extension, string message) =>
        Assert.StartsWith(message, ReadHelper.Expect("HG0307", $"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{extension}\npaths: {{}}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("x-humegen-array: «repeated»", "x-humegen-array is 'repeated', which is none of repeat, indexed, json.")]
    [InlineData("x-humegen-name: «A»", "x-humegen-name is at a node that does not read it; its places are: schema, property, parameter,")]
    public void A_wrong_extension_of_a_part(string extension, string message) => Assert.StartsWith(
        message,
        ReadHelper.Expect("HG0307", Operation("requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, encoding: {a: {EXTENSION}}}}}".Replace("EXTENSION", extension, StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("    Thing: {type: object, «x-humegen-paging»: {page: p, items: i, total: t}}", "x-humegen-paging is at a node that does not read it; its places are: operation.")]
    [InlineData("    Thing: {type: object, properties: {a: {type: array, items: {type: string, x-humegen-group: «A»}}}}", "x-humegen-group is at a node that does not read it; its places are: operation, channel.")]
    [InlineData("    Thing: {type: object, «x-humegen»: {client: A.B}}", "x-humegen is at a node that does not read it; its places are: document.")]
    [InlineData("    Thing: {oneOf: [{type: string}, {type: object}], discriminator: {propertyName: a, x-humegen-name: «A»}}", "x-humegen-name is at a node that does not read it")]
    public void An_extension_of_another_node(string schemas, string message) =>
        Assert.StartsWith(message, ReadHelper.Expect("HG0307", ReadHelper.WithSchemas(schemas)), StringComparison.Ordinal);

    [Theory]
    [InlineData("x-humegen-ignore: «true»", "parameters: [{name: a, in: query, schema: {type: string}, EXTENSION}]")]
    [InlineData("x-humegen-group: «A»", "requestBody: {content: {application/json: {schema: {type: string}, EXTENSION}}}")]
    [InlineData("x-humegen-entries: «A»", "EXTENSION")]
    public void An_extension_of_another_node_of_a_call(string extension, string members) =>
        ReadHelper.Expect("HG0307", Operation(members.Replace("EXTENSION", extension, StringComparison.Ordinal)));

    [Theory]
    [InlineData("x-humegen-nam", "'x-humegen-nam' is no extension of HumeGen, so it has no effect (did you mean 'x-humegen-name'?).")]
    [InlineData("x-humgen-name", "'x-humgen-name' is no extension of HumeGen, so it has no effect (did you mean 'x-humegen-name'?).")]
    [InlineData("x-humegen-ingore", "(did you mean 'x-humegen-ignore'?).")]
    [InlineData("x-humegen_type", "(did you mean 'x-humegen-type'?).")]
    [InlineData("x-humegen-tuple", "(did you mean 'x-humegen-")]
    [InlineData("x-humegen-visibility", "(there are x-humegen, x-humegen-name, x-humegen-namespace,")]
    public void A_misspelt_extension_is_reported(string name, string message) =>
        Assert.Contains(message, ReadHelper.Expect("HG0306", ReadHelper.WithSchemas($"    Thing: {{type: object, properties: {{a: {{type: string, {name}: «A»}}}}}}")), StringComparison.Ordinal);

    [Fact]
    public void An_overlay_is_told_of_its_own_mistakes()
    {
        Assert.Contains("did you mean 'x-humegen-name'?", ReadHelper.Expect("HG0306", ReadHelper.WithSchemas("    Thing: {type: object}"), Overlay("x-humegen-nmae: «A»")), StringComparison.Ordinal);
        Assert.Contains("must be a string, but is 5", ReadHelper.Expect("HG0307", ReadHelper.WithSchemas("    Thing: {type: object}"), Overlay("x-humegen-name: «5»")), StringComparison.Ordinal);
        Assert.Contains("its places are: operation.", ReadHelper.Expect("HG0307", ReadHelper.WithSchemas("    Thing: {type: object}"), Overlay("«x-humegen-paging»: {page: p}")), StringComparison.Ordinal);
    }

    // Data of the user, names of the user, and extensions of other tools.
    [Theory]
    [InlineData("    Thing: {type: object, example: {x-humegen-nam: 5, x-humegen-name: 5}}")]
    [InlineData("    Thing: {type: object, examples: [{x-humegen-name: 5}], default: {x-humegen-name: 5}}")]
    [InlineData("    Thing: {enum: [{x-humegen-name: 5}]}")]
    [InlineData("    Thing: {type: object, properties: {x-humegen-nam: {type: string}, x-humegen-paging: {type: string}}}")]
    [InlineData("    x-humegen-nam: {type: object, patternProperties: {x-humegen-nam: {type: string}}, $defs: {x-humegen-nam: {type: string}}}")]
    [InlineData("    Thing: {type: object, x-speakeasy-name-override: A, x-internal: true, x-group: A}")]
    [InlineData("    Thing: {type: object, x-tool: {x-humegen-nam: A, x-humegen-name: 5}}")]
    public void What_only_looks_like_an_extension_is_no_mistake(string schemas) =>
        Assert.Empty(ReadHelper.TryLoad(ReadHelper.WithSchemas(schemas)).Diagnostics);

    [Fact]
    public void Names_of_headers_responses_and_callbacks_are_no_extensions() => Assert.Empty(ReadHelper.TryLoad(Operation(
        "callbacks: {x-humegen-nam: {'{$request.body#/url}': {post: {responses: {'200': {description: D., headers: {x-humegen-nam: {schema: {type: string}}}}}}}}}")).Diagnostics);

    [Fact]
    public void Calls_of_callbacks_are_checked_like_others()
    {
        const string Callback = "callbacks: {done: {'{$request.body#/url}': {post: {EXTENSION, responses: {'200': {description: D.}}}}}}";

        Assert.Empty(ReadHelper.TryLoad(Operation(Callback.Replace("EXTENSION", "x-humegen-ignore: true", StringComparison.Ordinal))).Diagnostics);
        ReadHelper.Expect("HG0307", Operation(Callback.Replace("EXTENSION", "x-humegen-entries: «A»", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("none", null)]
    public void A_file_says_how_bad_a_mistake_is(string given, DiagnosticSeverity? expected)
    {
        var options = new Dictionary<string, string> { ["humegen_diagnostic.HG0306.severity"] = given, ["humegen_diagnostic.HG0307.severity"] = given };
        var spec = new SpecText("spec.yml", ReadHelper.WithSchemas("    Thing: {type: object, x-humegen-nam: A, x-humegen-name: 5}")) { Options = options };
        var overlaid = new SpecText("spec.yml", ReadHelper.WithSchemas("    Thing: {type: object}"));
        var overlay = new SpecText("names.yml", Overlay("x-humegen-nam: A, x-humegen-name: 5")) { Options = options };

        foreach (var files in (SpecText[][])[[spec], [overlaid, overlay]])
        {
            var run = GeneratorRun.Of(files, expectDiagnostics: true);

            Assert.Equal(expected is { } severity ? [("HG0306", severity), ("HG0307", severity)] : [], run.Diagnostics.Select(d => (d.Id, d.Severity)));
        }
    }

    [Fact]
    public void A_word_beside_an_update_has_no_effect() => Assert.Equal(
        "x-humegen-name is beside 'update', where it has no effect; move it into the update. Correct it; it has no effect until then.",
        ReadHelper.Expect(
            "HG0307",
            ReadHelper.WithSchemas("    Thing: {type: object}"),
            "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions: [{target: $.components.schemas.Thing, x-humegen-name: «Other», x-note: of another tool, update: {}}]\n"));

    [Fact]
    public void The_documentation_lists_every_extension()
    {
        var page = File.ReadAllText(Repository.Find("docs", "architecture.md")).ReplaceLineEndings("\n");
        var table = Regex.Match(page, @"^\| extension \| node \| effect or value \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", RegexOptions.Multiline).Groups[1].Value;

        Assert.Equal(ExtensionWords.All.Select(w => $"| `{w.Name}` | {w.Where} | {w.Doc} |"), table.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Extensions_are_named_in_one_place()
    {
        var named = Repository.Sources("generator").Where(f => Regex.IsMatch(File.ReadAllText(f), "\"x-(humegen|enum)[a-z-]*\"")).Select(Path.GetFileName);

        Assert.Equal(["ExtensionWords.cs"], named);
    }

    private static string Operation(string members) =>
        $"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{/a: {{post: {{operationId: a, responses: {{'204': {{description: D.}}}}, {members}}}}}}}\n";

    private static string Overlay(string members) =>
        $"overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions: [{{target: $.components.schemas.Thing, update: {{{members}}}}}]\n";
}
