using System.Globalization;

namespace HumeGen.Generator.Tests.Reading;

public class OverlayApplierTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: One, version: '1'}
        x-object: {a: 1, b: {c: 2}, list: [1]}
        x-list: [{n: 1}, {n: 2}, {n: 3}]
        x-text: text
        x-null: null
        paths: {}
        """;

    [Theory]
    [InlineData("{d: 3}", """{"a":1,"b":{"c":2},"list":[1],"d":3}""")]
    [InlineData("{a: new, b: {c: null, e: {}}}", """{"a":"new","b":{"c":null,"e":{}},"list":[1]}""")]
    [InlineData("{list: [2, [3]]}", """{"a":1,"b":{"c":2},"list":[1,2,[3]]}""")]
    [InlineData("{}", """{"a":1,"b":{"c":2},"list":[1]}""")]
    public void An_update_is_merged_into_an_object(string update, string expected) =>
        Assert.Equal(expected, Applied($"- target: $.x-object\n  update: {update}")["x-object"]);

    [Theory]
    [InlineData("{n: 4}", """[{"n":1},{"n":2},{"n":3},{"n":4}]""")]
    [InlineData("text", """[{"n":1},{"n":2},{"n":3},"text"]""")]
    [InlineData("[{n: 4}, 5]", """[{"n":1},{"n":2},{"n":3},{"n":4},5]""")]
    [InlineData("null", """[{"n":1},{"n":2},{"n":3},null]""")]
    public void An_update_is_appended_to_an_array(string update, string expected) =>
        Assert.Equal(expected, Applied($"- target: $.x-list\n  update: {update}")["x-list"]);

    [Theory]
    [InlineData("$.x-list[0]", "x-list", """[{"n":2},{"n":3}]""")]
    [InlineData("$.x-list[?@.n != 2]", "x-list", """[{"n":2}]""")]
    [InlineData("$.x-list[*]", "x-list", "[]")]
    [InlineData("$.x-object.a", "x-object", """{"b":{"c":2},"list":[1]}""")]
    [InlineData("$.x-object.*", "x-object", "{}")]
    [InlineData("$..*.c", "x-object", """{"a":1,"b":{},"list":[1]}""")]
    public void What_is_selected_is_removed(string target, string key, string expected) =>
        Assert.Equal(expected, Applied($"- target: {target}\n  update: {{never: used}}\n  remove: true")[key]);

    [Fact]
    public void Actions_work_on_what_those_before_them_made() => Assert.Equal(
        """{"a":1,"b":{"c":2},"list":[9]}""",
        Applied("- target: $.x-object.list\n  remove: true\n- target: $.x-object\n  update: {list: [9]}")["x-object"]);

    [Fact]
    public void Documents_come_by_name_and_overlays_in_the_order_of_the_project()
    {
        var files = new[]
        {
            ReadHelper.File(Spec.Replace("One", "Two", StringComparison.Ordinal), "b/two.yml"),
            ReadHelper.File("overlay: 1.0.0\nactions: [{target: $, update: {x-text: first, x-more: 1}}]\n", "z.yml"),
            ReadHelper.File("overlay: 1.0.0\nactions: [{target: $, update: {x-text: last}}]\n", "B.yml"),
            ReadHelper.File(Spec, "x/one.yml"),
            ReadHelper.File("asyncapi: 2.6.0\ninfo: {title: Three}\n", "c.yml"),
        };

        var specs = ReadHelper.Apply(files);

        Assert.Empty(specs.Diagnostics);
        Assert.Equal(["c.yml", "x/one.yml", "b/two.yml"], specs.Documents.Select(d => d.File.Path));
        Assert.All(specs.Documents, d => Assert.Equal(("last", "1"), (d.Root["x-text"]!.ToString(), d.Root["x-more"]!.ToString())));
    }

    [Fact]
    public void An_action_for_one_document_leaves_the_others_alone()
    {
        var specs = ReadHelper.Apply(Spec, Spec.Replace("One", "Two", StringComparison.Ordinal), "overlay: 1.0.0\nactions: [{target: $, x-document: Two, update: {x-text: new}}]\n");

        Assert.Empty(specs.Diagnostics);
        Assert.Equal(["text", "new"], specs.Documents.Select(d => d.Root["x-text"]!.ToString()));
    }

    [Fact]
    public void An_action_for_all_needs_to_match_in_one()
    {
        var other = Spec.Replace("One", "Two", StringComparison.Ordinal).Replace("x-text", "x-other", StringComparison.Ordinal);

        Assert.Empty(ReadHelper.Apply(Spec, other, "overlay: 1.0.0\nactions: [{target: $.x-other, remove: true}]\n").Diagnostics);
    }

    [Fact]
    public void Nodes_are_copied_so_that_documents_do_not_share_them()
    {
        var specs = ReadHelper.Apply(Spec, Spec, "overlay: 1.0.0\nactions:\n- {target: $, update: {x-new: {a: 1}}}\n- {target: '$.x-new', update: {b: 2}}\n");

        Assert.All(specs.Documents, d => Assert.Equal("""{"a":1,"b":2}""", d.Root["x-new"]!.ToJsonString()));
    }

    [Fact]
    public void Every_node_knows_where_it_was_written()
    {
        const string Overlay = """
            overlay: 1.0.0
            actions:
            - {target: '$.x-list[0]', remove: true}
            - target: $.x-object
              update:
                b: {c: changed, new: {deep: [1]}}
            - target: $.x-list
              update: {n: 4}
            - {target: '$.x-list[0]', remove: true}
            """;
        var document = ReadHelper.Apply(Spec, Overlay).Documents[0];

        Assert.Equal(("0.yml", 4, "3"), At("/x-list/0/n"));
        Assert.Equal(("1.yml", 8, "4"), At("/x-list/1/n"));
        Assert.Equal(("1.yml", 6, "changed"), At("/x-object/b/c"));
        Assert.Equal(("1.yml", 6, "deep"), At("/x-object/b/new/deep"));
        Assert.Equal(("1.yml", 6, "1"), At("#/x-object/b/new/deep/0"));
        Assert.Equal(("0.yml", 3, "b"), At("/x-object/b"));
        Assert.Equal(("0.yml", 3, "x-object"), At("/x-object/nothing"));

        (string Path, int Line, string Text) At(string pointer)
        {
            var place = document.Locate(pointer)!;
            var text = place.Path == "0.yml" ? Spec : Overlay;
            return (place.Path, place.LineSpan.Start.Line + 1, text.Substring(place.Span.Start, place.Span.Length));
        }
    }

    [Theory]
    [InlineData("«actions»: []", "no actions")]
    [InlineData("actions:\n- «text»", "not a mapping")]
    [InlineData("actions:\n- {«update»: {}}", "no string 'target'")]
    [InlineData("actions:\n- {«target»: [1], remove: true}", "no string 'target'")]
    [InlineData("actions:\n- {«target»: $}", "neither updates nor removes")]
    [InlineData("actions:\n- {target: $.x-text, remove: «'true'»}", "neither true nor false")]
    [InlineData("actions:\n- {target: $.x-text, remove: true, «x-document»: [One]}", "not a string")]
    [InlineData("actions:\n- {target: $.x-text, copy: «$.x-null»}", "'copy'")]
    [InlineData("actions:\n- {targt: «$.x-text», remove: true}", "'targt', which overlays do not know (did you mean 'target'?)")]
    [InlineData("actions:\n- {target: $.x-text, remov: «true»}", "(did you mean 'remove'?)")]
    [InlineData("actions:\n- {target: $, x-documnt: «One», update: {}}", "'x-documnt', which overlays do not know (did you mean 'x-document'?)")]
    [InlineData("«action»: [{target: $, update: {}}]", "(did you mean 'actions'?)")]
    [InlineData("actions:\n- {target: «$», remove: true}", "root of a document cannot be removed")]
    public void A_malformed_action_is_reported(string overlay, string message) =>
        Assert.Contains(message, ReadHelper.Expect("HG0023", Spec, Overlay(overlay)), StringComparison.Ordinal);

    [Fact]
    public void A_target_that_is_not_understood() => Assert.Contains(
        "'$.a[1:2]' is not understood at position 6: slices are not supported",
        ReadHelper.Expect("HG0020", Spec, Overlay("actions:\n- {target: «'$.a[1:2]'», remove: true}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_target_that_matches_nothing()
    {
        Assert.Contains("matches nothing in any document", ReadHelper.Expect("HG0021", Spec, Overlay("actions:\n- {target: «$.nothing», remove: true}")), StringComparison.Ordinal);
        Assert.Contains("matches nothing in 'One'", ReadHelper.Expect("HG0021", Spec, Overlay("actions:\n- {target: «$.nothing», x-document: One, update: {}}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.x-objct.b", ": there is no 'x-objct' in '$' (did you mean 'x-object'?).")]
    [InlineData("$.x-object.B_.c", ": there is no 'B_' in '$.x-object' (did you mean 'b'?).")]
    [InlineData("$['x-object'].elsewhere.c", ": there is no 'elsewhere' in '$['x-object']'.")]
    [InlineData("$.x-text.a", ": there is no 'a' in '$.x-text'.")]
    [InlineData("$.x-list[7]", ": nothing in '$.x-list' fits '[7]'.")]
    [InlineData("$..nowhere", ": nothing in '$' fits '..nowhere'.")]
    [InlineData("$.x-object[?@.c == 'none'].d", ": nothing in '$.x-object' fits '[?@.c == 'none'].d'.")]
    public void A_target_that_matches_nothing_says_where_it_ends_and_what_may_be_meant(string target, string expected)
    {
        var message = ReadHelper.Expect("HG0021", Spec, Overlay($"actions:\n- {{target: «\"{target}\"», update: {{}}}}"));

        Assert.Contains($"'{target}' matches nothing in any document{expected}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PostedTts", " (did you mean 'OctaveBody', which has the name 'PostedTts'?).")]
    [InlineData("return_voice", " (did you mean 'return_voice_octave_public'?).")]
    [InlineData("ret", ".")]
    public void A_target_by_the_name_of_the_generated_type_or_the_beginning_of_a_key_says_which_schema_is_meant(string schema, string meant)
    {
        const string Document = """
            openapi: 3.1.0
            info: {title: One, version: '1'}
            paths: {}
            x-humegen: {names: {OctaveBody: PostedTts}}
            components: {schemas: {OctaveBody: {type: object}, return_voice_octave_public: {type: object}}}
            """;

        var message = ReadHelper.Expect("HG0021", Document, Overlay($"actions:\n- {{target: «$.components.schemas.{schema}.properties», update: {{}}}}"));

        Assert.Contains($"there is no '{schema}' in '$.components.schemas'{meant}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_documents_the_one_in_which_a_target_leads_furthest_is_meant()
    {
        const string Two = "openapi: 3.1.0\ninfo: {title: Two, version: '1'}\npaths: {}\nx-bird: {eggs: {small: {}}}";

        var message = ReadHelper.Apply(Spec + "\nx-egg: {}", Two, Overlay("actions:\n- {target: $.x-bird.egg.small, update: {}}")).Diagnostics.Single().ToDiagnostic().GetMessage(CultureInfo.InvariantCulture);

        Assert.Contains("there is no 'egg' in '$.x-bird' (did you mean 'eggs'?)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_an_overlay_added_may_be_meant() => Assert.Contains(
        "(did you mean 'fresh'?)",
        ReadHelper.Expect("HG0021", Spec, Overlay("actions:\n- {target: $, update: {x-new: {fresh: 1}}}\n- {target: «$.x-new.fresch», remove: true}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_document_that_is_not_there() => Assert.Contains(
        "'Oen' (did you mean 'One'?). Correct x-document, which is an info.title. The titles are: 'One'.",
        ReadHelper.Expect("HG0022", Spec, Overlay("actions:\n- {target: $, x-document: «Oen», update: {}}")),
        StringComparison.Ordinal);

    [Fact]
    public void When_a_file_cannot_be_read_it_is_not_also_missed() => Assert.Empty(
        ReadHelper.Apply(Spec, "openapi: [", Overlay("actions:\n- {target: $, x-document: Two, update: {}}\n- {target: $.two, update: {}}")).Diagnostics);

    [Theory]
    [InlineData("$.x-object", "{«b»: [1]}", "the document has an object there, the update an array")]
    [InlineData("$.x-object", "{a: «»{}}", "the document has the value 1 there, the update an object")]
    [InlineData("$.x-object", "{list: «3»}", "the document has an array there, the update the value 3")]
    [InlineData("$.x-object", "«5»", "the target is an object, the update the value 5")]
    [InlineData("$.x-text", "«new»", "the target is the value \"text\"")]
    [InlineData("$.x-null", "«new»", "the target is null")]
    public void An_update_that_does_not_fit(string target, string update, string message)
    {
        var marked = update.Contains("«»", StringComparison.Ordinal) ? update.Replace("a: «»{}", "«a»: {}", StringComparison.Ordinal) : update;

        Assert.Contains(message, ReadHelper.Expect("HG0024", Spec, Overlay($"actions:\n- target: {target}\n  update: {marked}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Overlays_that_look_at_too_much_are_stopped()
    {
        var spec = Spec + "\nx-big: [" + string.Concat(Enumerable.Repeat("[],", 100_000)) + "[]]\n";
        var actions = "actions:\n" + string.Concat(Enumerable.Repeat("- {target: '$..a', update: {}}\n", 120));

        var specs = ReadHelper.Apply(spec, Overlay(actions));

        Assert.Equal(["HG0024", "HG0026"], specs.Diagnostics.Ids());
        Assert.Equal("HG0026", specs.Diagnostics[^1].Id);
    }

    private static string Overlay(string rest) => $"overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\n{rest}\n";

    private static Dictionary<string, string> Applied(string actions)
    {
        var specs = ReadHelper.Apply(Spec, Overlay("actions:\n" + actions));
        Assert.Empty(specs.Diagnostics);
        return Assert.Single(specs.Documents).Root.ToDictionary(m => m.Key, m => m.Value?.ToJsonString() ?? "null");
    }
}
