namespace HumeGen.Generator.Tests;

/// <summary>Properties with one value that need not be sent, compiled and run.</summary>
public class OptionalConstantTests
{
    private const string Printer = """
        openapi: 3.0.3
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /print:
            post:
              operationId: print
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Sheet: {type: object, properties: {tray: {type: string, enum: [upper], x-enum-varnames: [Top]}}}
            Page:
              allOf: [{$ref: '#/components/schemas/Sheet'}]
              required: [text, object]
              properties:
                object: {type: string, enum: [page]}
                text: {type: string}
                wipe: {type: boolean, enum: [true]}
                copies: {type: integer, format: int32, enum: [2]}
                scale: {type: number, enum: [1]}
                paper: {type: string, nullable: true, enum: [a4]}
            Poster: {allOf: [{$ref: '#/components/schemas/Sheet'}], properties: {size: {type: string}}}
        """;

    // The key may be missing, and the document names no discriminator: without the constant nothing would tell the members.
    private const string Timer = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /timers:
            post:
              operationId: start
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {oneOf: [{$ref: '#/components/schemas/Wait'}, {$ref: '#/components/schemas/Alarm'}]}
              responses: {'204': {description: Done.}}
          /events:
            post:
              operationId: tell
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Wait: {type: object, required: [seconds], properties: {type: {const: wait, default: wait}, seconds: {type: integer}, loud: {const: true}}}
            Alarm: {type: object, required: [seconds], properties: {type: {const: alarm, default: alarm}, seconds: {type: integer}, loud: {const: false}}}
            Event:
              discriminator: {propertyName: kind}
              oneOf: [{$ref: '#/components/schemas/Up'}, {$ref: '#/components/schemas/Down'}]
            Up: {type: object, properties: {kind: {type: string, enum: [Up]}, by: {type: integer}, unit: {type: string, enum: [floor]}}}
            Down: {type: object, properties: {kind: {type: string, enum: [Down]}, by: {type: integer}}}
        """;

    [Theory]
    [InlineData("new Page { Text = \"a\" }", """{"object":"page","text":"a"}""")]
    [InlineData("new Page { Text = \"a\", Tray = SheetTray.Top, Wipe = true, Copies = 2, Scale = 1.5, Paper = \"a5\" }",
        """{"tray":"upper","object":"page","text":"a","wipe":true,"copies":2,"scale":1.5,"paper":"a5"}""")]
    public async Task Only_what_is_given_is_sent(string page, string body) => Assert.Equal(body, (await SampleCalls.Send(Printer, $"client.PrintAsync({page})")).Body);

    [Theory]
    [InlineData("""{"object":"page","text":"a"}""")]
    [InlineData("""{"tray":"lower","object":"page","text":"a","wipe":false,"copies":7,"scale":0.5,"paper":"letter"}""")]
    public void What_comes_is_kept(string json)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Printer));

        output.AssertRoundTrip("Sample.Page", json);
    }

    [Fact]
    public void A_value_that_is_required_is_the_only_one()
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Printer));

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => output.RoundTrip("Sample.Page", """{"object":"book","text":"a"}"""));
    }

    [Fact]
    public void One_number_of_an_enum_need_not_be_there()
    {
        using var output = new LoadedOutput(GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                Level: {type: integer, format: int32, oneOf: [{title: LOW, const: 0}, {title: HIGH, const: 1}, {title: TOP, const: 2}]}
                Alarm: {type: object, properties: {level: {type: integer, enum: [1], allOf: [{$ref: '#/components/schemas/Level'}]}}}
            """, expectDiagnostics: true));

        Assert.Equal("""{"level":1}""", output.RoundTrip("Sample.Alarm", """{"level":1}"""));
        Assert.Equal("{}", output.RoundTrip("Sample.Alarm", "{}"));
    }

    [Fact]
    public void Those_who_have_a_part_share_its_enum() => Assert.Equal(
        ["Sample.SheetTray", "Sample.SheetTray.Kinds"], GeneratorRun.Of(Printer).TypeNames().Where(n => n.Contains("Tray", StringComparison.Ordinal)));

    [Theory]
    [InlineData("client.StartAsync(new Wait { Seconds = 5 })", """{"type":"wait","seconds":5}""")]
    [InlineData("client.StartAsync(new Alarm { Seconds = 5, Loud = true })", """{"type":"alarm","seconds":5,"loud":true}""")]
    [InlineData("client.TellAsync(new Up { By = 1 })", """{"kind":"Up","by":1}""")]
    [InlineData("client.TellAsync(new Down { By = 1 })", """{"kind":"Down","by":1}""")]
    public async Task The_key_of_a_union_is_always_sent(string call, string body) => Assert.Equal(body, (await SampleCalls.Send(Timer, call)).Body);
}
