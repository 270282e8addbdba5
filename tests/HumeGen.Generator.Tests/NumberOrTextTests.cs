namespace HumeGen.Generator.Tests;

/// <summary>Numbers that may be written as text, as serializers describe them that read both.</summary>
public class NumberOrTextTests
{
    private const string Whole = @"pattern: '^-?(?:0|[1-9]\d*)$'";
    private const string Real = @"pattern: '^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$'";

    private const string Head = "info: {title: Sample, version: '1'}\nservers: [{url: 'https://sample.example'}]\n";

    private static readonly string Modern = $$"""
        openapi: 3.1.1
        {{Head}}
        paths:
          /seats/{row}:
            get:
              operationId: find
              parameters:
              - {name: row, in: path, required: true, schema: { {{Whole}}, type: [integer, string], format: int32 } }
              - {name: ids, in: query, schema: {type: array, items: { {{Whole}}, type: [integer, string], format: int64 } } }
              - {name: price, in: query, schema: { {{Real}}, type: ['null', number, string], format: double } }
              responses: {'200': {description: A seat., content: {application/json: {schema: {$ref: '#/components/schemas/Seat'} } } } }
        components:
          schemas:
            Seat:
              type: object
              required: [number, weight]
              properties:
                number: { {{Whole}}, type: [integer, string], format: int32 }
                owner: { {{Whole}}, type: ['null', integer, string], format: int64 }
                small: { {{Whole}}, type: [integer, string], format: uint32 }
                big: {pattern: '^(?:0|[1-9]\d*)$', type: [integer, string], format: uint64}
                weight: { {{Real}}, type: [number, string], format: double }
                factor: {type: [number, string], format: float, pattern: '^-?(?:0|[1-9]\d*)(?:\.\d+)?$|^NaN$'}
                price: { {{Real}}, type: [number, string], format: decimal }
                cost: {pattern: '^-?(?:0|[1-9]\d*)(?:\.\d+)?$', type: [number, string], format: double}
                tax: {pattern: '^[0-9]+([.][0-9]{1,2})?$', type: ['null', number, string], format: double}
                noFormat: { {{Whole}}, type: [integer, string] }
                level: { {{Whole}}, type: [integer, string], format: int32, enum: [1, 2] }
                history: {type: array, items: {$ref: '#/components/schemas/Count'} }
                counts: {type: object, additionalProperties: { {{Real}}, type: [number, string], format: double } }
                ratio: {anyOf: [ { {{Real}}, type: [number, string] }, {enum: [NaN, Infinity, -Infinity]} ] }
                id: {type: [integer, string]}
                code: {type: [integer, string], pattern: '^[A-Z]{2}\d$'}
                phone: {type: [integer, string], pattern: '^\d+$'}
                digits: {type: string, format: int64, pattern: '^\d+$'}
            Count: { {{Whole}}, type: [integer, string], format: int32 }
        """;

    private static readonly string Old = $$"""
        openapi: 3.0.4
        {{Head}}
        paths: {}
        components:
          schemas:
            Seat:
              type: object
              required: [number]
              properties:
                number: { {{Whole}}, format: int32 }
                owner: { {{Whole}}, format: int64, nullable: true }
                weight: { {{Real}}, format: double }
                rows: {type: array, items: { {{Whole}}, format: int32 } }
                text: {pattern: '^\d+$'}
        """;

    [Fact]
    public void They_are_numbers_and_a_real_choice_stays_one()
    {
        var run = GeneratorRun.Of(Modern);

        Assert.Equal(
            [
                "int Number", "long? Owner", "long? Small", "ulong? Big", "double Weight", "double? Factor", "decimal? Price", "decimal? Cost", "decimal? Tax", "long? NoFormat", "int? Level",
                "IReadOnlyList<int>? History", "IReadOnlyDictionary<string, double>? Counts", "double? Ratio", "SeatId? Id", "SeatCode? Code", "SeatPhone? Phone", "string? Digits",
            ],
            run.Properties("Sample.Seat").SkipLast(1));
    }

    [Fact]
    public void OpenAPI_3_0_leaves_the_type_out() => Assert.Equal(
        ["int Number", "long? Owner", "double? Weight", "IReadOnlyList<int>? Rows", "JsonElement? Text"],
        GeneratorRun.Of(Old).Properties("Sample.Seat").SkipLast(1));

    [Theory]
    [InlineData("""{"number":"5","weight":"1.5e3"}""", """{"number":5,"weight":1500}""")]
    [InlineData("""{"number":-7,"owner":"9007199254740993","big":"18446744073709551615","weight":2,"factor":"NaN"}""", """{"number":-7,"owner":9007199254740993,"big":18446744073709551615,"weight":2,"factor":"NaN"}""")]
    [InlineData("""{"number":1,"weight":0,"price":"79228162514264337593543950335","history":["1",2],"counts":{"a":"0.5"},"ratio":"-Infinity"}""", """{"number":1,"weight":0,"price":79228162514264337593543950335,"history":[1,2],"counts":{"a":0.5},"ratio":"-Infinity"}""")]
    public void Both_forms_are_read_and_numbers_are_written(string json, string written)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Modern));

        Assert.Equal(written, output.RoundTrip("Sample.Seat", json));
    }

    private static readonly string Unions = $$"""
        openapi: 3.1.1
        {{Head}}
        paths: {}
        components:
          schemas:
            Seat:
              type: object
              properties:
                owner: {oneOf: [ { {{Whole}}, type: [integer, string], format: int32 }, {$ref: '#/components/schemas/Person'} ] }
                group: {anyOf: [ {$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Firm'}, { {{Real}}, type: [number, string], format: decimal } ] }
                free: {anyOf: [ {type: boolean}, { {{Real}}, type: [number, string], format: double }, {type: integer} ] }
                rows: {oneOf: [ {type: array, items: { {{Whole}}, type: [integer, string], format: int64 } }, {$ref: '#/components/schemas/Person'} ] }
                label: {oneOf: [ {type: string}, { {{Whole}}, type: [integer, string], format: int32 } ] }
                place: {oneOf: [ {$ref: '#/components/schemas/Door'}, {$ref: '#/components/schemas/Gate'} ] }
            Person: {type: object, required: [name], properties: {name: {type: string} } }
            Firm: {type: object, required: [firm], properties: {firm: {type: string} } }
            Door: {type: object, required: [at], properties: {at: { {{Whole}}, type: [integer, string], format: int32 } } }
            Gate: {type: object, required: [at], properties: {at: {type: boolean} } }
        """;

    [Theory]
    [InlineData("""{"owner":"5","group":"0.25","free":"1.5","rows":["1",2],"label":"7","place":{"at":"9"}}""", """{"owner":5,"group":0.25,"free":1.5,"rows":[1,2],"label":"7","place":{"at":9}}""")]
    [InlineData("""{"owner":5,"group":0.25,"free":2,"rows":[],"label":7,"place":{"at":true}}""", null)]
    [InlineData("""{"owner":{"name":"a"},"group":{"firm":"b"},"free":true,"rows":{"name":"c"},"place":{"at":9}}""", null)]
    [InlineData("""{"owner":"five","group":"","free":"x"}""", null)]
    [InlineData("""{"free":"NaN"}""", null)]
    public void Members_of_unions_are_read_from_both_forms(string json, string? written)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Unions));

        Assert.Equal(written ?? json, output.RoundTrip("Sample.Seat", json));
    }

    [Theory]
    [InlineData("owner", "\"5\"", "AsInt32", "5")]
    [InlineData("group", "\"0.25\"", "AsDecimal", "0.25")]
    [InlineData("free", "\"1.5\"", "AsDouble", "1.5")]
    [InlineData("label", "\"7\"", "AsString", "7")]
    public void The_number_is_the_member(string property, string value, string member, string expected)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Unions));
        var seat = output.Read("Sample.Seat", $$"""{"{{property}}":{{value}}}""");

        var union = seat.GetType().GetProperty(char.ToUpperInvariant(property[0]) + property[1..])!.GetValue(seat)!;

        Assert.Equal(expected, Convert.ToString(union.GetType().GetProperty(member)!.GetValue(union), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("\"five\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"\"")]
    [InlineData("\"99999999999\"")]
    [InlineData("true")]
    public void What_is_no_number_is_refused(string value)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Modern));

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => output.Read("Sample.Seat", $$"""{"number":{{value}},"weight":1}"""));
    }

    [Fact]
    public async Task Paths_and_queries_have_the_digits()
    {
        var request = await SampleCalls.Send(
            Modern.Replace("responses: {'200'", "responses: {'204': {description: None.}, '200'", StringComparison.Ordinal)
                .Replace("required: [number, weight]", "required: []", StringComparison.Ordinal),
            "client.FindAsync(3, new FindRequest { Ids = [1, 2], Price = 0.5 })");

        Assert.Equal("GET /seats/3?ids=1&ids=2&price=0.5", request.Line);
    }
}
