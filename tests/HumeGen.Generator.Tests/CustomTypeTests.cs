namespace HumeGen.Generator.Tests;

/// <summary>One line of an overlay gives a property another C# type.</summary>
public class CustomTypeTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        paths: {}
        components:
          schemas:
            Money: {type: object, properties: {amount: {type: integer}}}
            Event:
              type: object
              required: [id, at, price, until]
              properties:
                id: {type: string}
                at: {type: integer}
                until: {type: [integer, 'null']}
                length: {type: number}
                seen: {type: array, items: {type: [integer, 'null']}}
                price: {$ref: '#/components/schemas/Money'}
                discount: {$ref: '#/components/schemas/Money'}
                color: {type: string}
                marks: {type: object, additionalProperties: {type: string}}
        """;

    private const string UserCode = """
        using System;
        using System.Text.Json;
        using HumeGen.Json;
        namespace My
        {
            public sealed record Money(decimal Amount) : IJsonReadable<Money>
            {
                public static Money ReadJson(ref Utf8JsonReader reader)
                {
                    var cents = JsonDocument.ParseValue(ref reader).RootElement.GetProperty("amount").GetInt64();
                    return new Money(cents / 100m);
                }
                public void WriteJson(Utf8JsonWriter writer) { writer.WriteStartObject(); writer.WriteNumber("amount", (long)(Amount * 100)); writer.WriteEndObject(); }
            }
            public readonly record struct Rgb(byte R, byte G, byte B);
            public static class RgbText
            {
                public static Rgb Read(ref Utf8JsonReader reader) { var b = Convert.FromHexString(reader.GetString()!); return new Rgb(b[0], b[1], b[2]); }
                public static void Write(Utf8JsonWriter writer, Rgb value) => writer.WriteStringValue(Convert.ToHexString(new[] { value.R, value.G, value.B }));
            }
        }
        """;

    [Fact]
    public void A_property_takes_the_type_that_an_overlay_gives_it()
    {
        var run = Run(
            ("Event.properties.id", "Guid"),
            ("Event.properties.at", "DateTimeOffset"),
            ("Event.properties.until", "DateTimeOffset"),
            ("Event.properties.length", "TimeSpan"),
            ("Event.properties.seen.items", "{name: System.DateTimeOffset, converter: HumeGen.Json.UnixSeconds}"),
            ("Event.properties.price", "My.Money"),
            ("Event.properties.discount", "My.Money"),
            ("Event.properties.color", "{name: My.Rgb, converter: My.RgbText}"),
            ("Event.properties.marks.additionalProperties", "{name: My.Rgb, converter: My.RgbText}"));

        Assert.Equal(
            [
                "Guid Id", "DateTimeOffset At", "DateTimeOffset? Until", "TimeSpan? Length", "IReadOnlyList<DateTimeOffset?>? Seen", "Money Price", "Money? Discount",
                "Rgb? Color", "IReadOnlyDictionary<string, Rgb>? Marks", "IReadOnlyDictionary<string, JsonElement>? AdditionalProperties",
            ],
            run.Properties("Sample.Event"));
        using var output = new LoadedOutput(run);
        output.AssertRoundTrip("Sample.Event", """{"id":"0b8f7a3e-7a53-4c1b-9d2e-1f0a8b6c4d2e","at":1700000000123,"until":null,"price":{"amount":250}}""");
        output.AssertRoundTrip(
            "Sample.Event",
            """{"id":"0b8f7a3e-7a53-4c1b-9d2e-1f0a8b6c4d2e","at":-1,"until":5,"length":1500.25,"seen":[1700000000,null,0.5],"price":{"amount":0},"discount":{"amount":99},"color":"FF8000","marks":{"a":"000001"}}""");
        var text = output.Read("Sample.Event", """{"id":"0b8f7a3e-7a53-4c1b-9d2e-1f0a8b6c4d2e","at":1700000000123,"until":null,"price":{"amount":250},"length":1500}""").ToString()!;
        Assert.Contains("At = 2023-11-14T22:13:20", text, StringComparison.Ordinal);
        Assert.Contains("Amount = 2.50 ", text.Replace("2.5 ", "2.50 ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Length = 00:00:01.5", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_takes_a_type_wherever_it_is_used()
    {
        var run = Run(("Money", "My.Money"));

        Assert.Contains("Money Price", run.Properties("Sample.Event"));
        Assert.DoesNotContain("Sample.Money", run.TypeNames());
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#extensions-with-code")]
    [InlineData("Event.properties.id", "Money", "HG0305")]
    [InlineData("Event.properties.id", "TimeSpan", "HG0305")]
    [InlineData("Event.properties.at", "Guid", "HG0305")]
    [InlineData("Event.properties.at", "5", "HG0307")]
    [InlineData("Event.properties.at", "{name: System.DateTimeOffset}", "HG0305")]
    [InlineData("Event.properties.at", "System.Diagnostics.Process", "HG0305")]
    [InlineData("Event.properties.at", "Microsoft.Win32.Registry", "HG0305")]
    [InlineData("Event.properties.at", "{name: My.Rgb, converter: System.Diagnostics.Process}", "HG0305")]
    [InlineData("Event.properties.at", "{name: System.DateTimeOffset, convertor: HumeGen.Json.UnixSeconds}", "HG0307")]
    [InlineData("Event.properties.at", "'My.Money; } public class Pwn { '", "HG0305")]
    [InlineData("Event.properties.at", "My.class", "HG0305")]
    [InlineData("Event.properties.at", "{name: My.Rgb, converter: 'My.RgbText.Read(ref reader) + System.Environment.Exit(1)'}", "HG0305")]
    public void What_is_no_type_is_reported_where_it_stands_and_changes_nothing(string target, string type, string id)
    {
        var run = Run([(target, type)], expectDiagnostics: true);

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(("overlay.yml", 5), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Contains("string Id", run.Properties("Sample.Event"));
        Assert.Contains("long At", run.Properties("Sample.Event"));
        Assert.DoesNotContain(run.TypeNames(), n => n.Contains("Pwn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("1e30")]
    [InlineData("{}")]
    [InlineData("253402300800000")]
    public void A_time_that_is_none_is_refused_with_its_place(string at)
    {
        using var output = new LoadedOutput(Run(("Event.properties.at", "DateTimeOffset")));

        var error = Assert.Throws<System.Text.Json.JsonException>(() => output.Read("Sample.Event", $$"""{"id":"a","at":{{at}},"price":{},"until":null}"""));

        Assert.Equal("$.at", error.Path);
    }

    private static GeneratorRun Run(params (string Target, string Type)[] types) => Run(types, expectDiagnostics: false);

    private static GeneratorRun Run((string Target, string Type)[] types, bool expectDiagnostics)
    {
        var actions = types.Select(t => $"  - target: $.components.schemas.{t.Target}\n    update: {{x-humegen-type: {t.Type}}}\n");
        return GeneratorRun.Of(
            [new SpecText("spec.yml", Spec), new SpecText("overlay.yml", "overlay: 1.0.0\ninfo: {title: Types, version: '1'}\nactions:\n  # What follows is what a user would write.\n" + string.Concat(actions))],
            expectDiagnostics,
            UserCode);
    }
}
