using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Tests.Reading;

public class SpecReaderTests
{
    private const string Head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

    [Theory]
    [InlineData("openapi: 3.0.3", SpecKind.OpenApi)]
    [InlineData("openapi: 3.1.1", SpecKind.OpenApi)]
    [InlineData("openapi: '3.2.0'", SpecKind.OpenApi)]
    [InlineData("openapi: 3.0", SpecKind.OpenApi)]
    [InlineData("openapi: '3.1'", SpecKind.OpenApi)]
    [InlineData("asyncapi: 2.6", SpecKind.AsyncApi)]
    [InlineData("asyncapi: '3.0'", SpecKind.AsyncApi)]
    [InlineData("overlay: 1.0", SpecKind.Overlay)]
    [InlineData("asyncapi: 2.6.0", SpecKind.AsyncApi)]
    [InlineData("asyncapi: 3.0.0", SpecKind.AsyncApi)]
    [InlineData("overlay: 1.0.1", SpecKind.Overlay)]
    internal void A_spec_is_known_by_its_first_key(string first, SpecKind kind)
    {
        var document = ReadHelper.File(first + "\ninfo:\n  title: Some name\n");

        Assert.Equal(kind, document.Kind);
        Assert.Equal("Some name", document.Title);
        Assert.Empty(document.Diagnostics);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#scalars-of-unclear-type")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("Null", "null")]
    [InlineData("'null'", "\"null\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("2024-01-31", "\"2024-01-31\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("1.0.0", "\"1.0.0\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("012", "12")]
    [InlineData("'012'", "\"012\"")]
    [InlineData("0o17", "15")]
    [InlineData("0xFF", "255")]
    [InlineData("+5", "5")]
    [InlineData("-0", "-0")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("60.0", "60.0")]
    [InlineData("1e3", "1e3")]
    [InlineData("1e999", "1e999")]
    [InlineData("-9223372036854775809", "-9223372036854775809")]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData(".nan", "\".nan\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!float 1", "1")]
    [InlineData("\"\\x41\\ud83d\\ude00\\/\"", "\"A\\uD83D\\uDE00/\"")]
    public void A_scalar_is_typed_as_YAML_1_2_says(string yaml, string json)
    {
        var document = ReadHelper.File($"{Head}x-value: {yaml}\n");

        Assert.Empty(document.Diagnostics);
        Assert.EndsWith($",\"x-value\":{json}}}", document.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_always_texts()
    {
        var document = ReadHelper.File(Head + "x-map: {200: a, no: b, null: c, true: d, 1e3: e}\n");

        Assert.EndsWith("""{"200":"a","no":"b","null":"c","true":"d","1e3":"e"}}""", document.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_is_read_as_well_whatever_its_blanks()
    {
        const string Json = """{"openapi":"3.1.0","info":{"title":"T","version":"1"},"x":[1.50,"\/\u00e9\n",true,null,{"<<":{"a":1}}]}""";

        Assert.Equal("""{"openapi":"3.1.0","info":{"title":"T","version":"1"},"x":[1.50,"/é\n",true,null,{"<<":{"a":1}}]}""", ReadHelper.File(Json).Json);
        Assert.Equal(ReadHelper.File(Json).Json, ReadHelper.File(Json.Replace(",", ",\n\t", StringComparison.Ordinal).Replace("{", "{\r\n\t\t", StringComparison.Ordinal)).Json);
    }

    [Fact]
    public void Aliases_and_merge_keys_are_expanded()
    {
        var document = ReadHelper.File(Head + """
            x-base: &base {a: 1, b: 2}
            x-other: &other {b: 3, c: 4}
            x-alias: *base
            x-merged:
              <<: [*base, *other]
              a: own
            """);

        Assert.Empty(document.Diagnostics);
        Assert.EndsWith("""{"a":1,"b":2},"x-merged":{"b":2,"c":4,"a":"own"}}""", document.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_change_nothing_but_offsets()
    {
        const string Text = Head + "x-text: |\n  one\n  two\nx-folded: >-\n  a\n  b\n\n  c\nx-quoted: \"p\n  q\"\n";
        var plain = ReadHelper.File(Text);

        foreach (var other in (string[])["\uFEFF" + Text, Text.Replace("\n", "\r\n", StringComparison.Ordinal), "\uFEFF" + Text.Replace("\n", "\r", StringComparison.Ordinal)])
        {
            var document = ReadHelper.File(other);
            Assert.Equal(plain.Json, document.Json);
            Assert.Equal(plain.Map.Find(JsonPointer.Root / "x-quoted")!.LineSpan, document.Map.Find(JsonPointer.Root / "x-quoted")!.LineSpan);
        }

        Assert.Contains("\"one\\ntwo\\n\",\"x-folded\":\"a b\\nc\",\"x-quoted\":\"p q\"", plain.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        var overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- target: $..[?@.minimum == 0.5 && @.maximum == -1e3]\n  update: {x-found: 1}\n";
        var spec = ReadHelper.WithSchemas("    A: {type: number, minimum: 0.50, maximum: -1000}");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~", NumberGroupSeparator = "." } };
            var found = ReadHelper.Load(spec, overlay).Components!.Schemas!["A"];

            Assert.Equal("0.50", found.Minimum);
            Assert.Equal("-1000", found.Maximum);
            Assert.Contains("x-found", found.Extensions!.Keys);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Two_readings_of_one_text_are_equal_and_of_another_are_not()
    {
        var first = ReadHelper.File(Samples.OpenApi);

        Assert.Equal(first, ReadHelper.File(Samples.OpenApi));
        Assert.Equal(first.GetHashCode(), ReadHelper.File(Samples.OpenApi).GetHashCode());
        Assert.Equal(first.Map.Find(JsonPointer.Root / "paths"), ReadHelper.File(Samples.OpenApi).Map.Find(JsonPointer.Root / "paths"));
        Assert.NotEqual(first, ReadHelper.File(Samples.OpenApi, "other.yml"));
        Assert.NotEqual(first, ReadHelper.File(Samples.OpenApi.Replace("1e3", "1e4", StringComparison.Ordinal)));
        Assert.NotEqual(first.Map, ReadHelper.File("# One more line.\n" + Samples.OpenApi).Map);
        Assert.Equal(ReadHelper.File("a: [\n"), ReadHelper.File("a: [\n"));
    }

    [Fact]
    public void A_pointer_leads_to_the_value_or_to_what_introduces_it()
    {
        const string Text = Head + """
            x-a/b:
              - name: first
                list: [1, 2]
              - &anchor {name: second}
              - *anchor
            """;
        var map = ReadHelper.File(Text).Map;

        Assert.Equal(("x-a/b", 4, 1), At("/x-a~1b"));
        Assert.Equal(("name", 5, 5), At("/x-a~1b/0"));
        Assert.Equal(("first", 5, 11), At("#/x-a~1b/0/name"));
        Assert.Equal(("2", 6, 15), At("/x-a~1b/0/list/1"));
        Assert.Equal(("second", 7, 20), At("#/x-a%7E1b/1/name"));
        Assert.Equal(("second", 7, 20), At("/x-a~1b/2/name"));
        Assert.Equal(("list", 6, 5), At("/x-a~1b/0/list/9/what/ever"));
        Assert.Equal(("openapi", 1, 1), At(""));

        (string Text, int Line, int Column) At(string pointer)
        {
            var place = map.Find(JsonPointer.Parse(pointer))!;
            return (Text.Substring(place.Span.Start, place.Span.Length), place.LineSpan.Start.Line + 1, place.LineSpan.Start.Character + 1);
        }
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#huge-files-and-names")]
    public void A_cancelled_reading_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => SpecReader.Read("spec.yml", Samples.OpenApi, source.Token));
    }

    [Fact]
    public void Every_number_of_a_document_survives_as_it_was_written()
    {
        var value = JsonNode.Parse(ReadHelper.File(Head + "x-n: [60.0, 1E+2, 18446744073709551615]\n").Json)!["x-n"]!;

        Assert.Equal("[60.0,1E+2,18446744073709551615]", value.ToJsonString());
    }
}
