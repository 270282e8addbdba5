using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>Values that requests send without being asked, times, and values that may be lists: compiled and run.</summary>
public class RequestValueTests
{
    private const string Calls = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /{version}/notes:
            get:
              operationId: list
              parameters:
                - {name: version, in: path, required: true, schema: {type: string, enum: [v1]}}
                - {name: api-date, in: header, required: true, schema: {type: string, default: '2027-06-01'}}
                - {name: level, in: query, required: true, schema: {$ref: '#/components/schemas/Level'}}
                - {name: size, in: query, required: true, schema: {type: integer, default: 20}}
                - {name: ratio, in: query, required: true, schema: {type: number, default: 0.5}}
                - {name: deep, in: query, required: true, schema: {type: boolean, default: false}}
                - {name: theme, in: cookie, required: true, schema: {type: string, default: dark}}
                - {name: kind, in: header, required: true, schema: {const: note}}
                - {name: number, in: query, required: true, schema: {const: 7}}
                - {name: session, in: cookie, required: true, schema: {type: string, enum: [s]}}
                - {name: left, in: query, schema: {type: string, default: out}, description: Stays with the server}
                - {name: once, in: query, schema: {type: string, const: one}}
              responses: {'204': {description: Done.}}
          /must:
            get:
              operationId: must
              parameters:
                - {name: q, in: query, required: true, schema: {type: string}}
                - {name: size, in: query, required: true, schema: {type: integer, format: int32, default: 5}}
                - {name: many, in: query, required: true, schema: {type: array, items: {type: string}, default: [a]}}
              responses: {'204': {description: Done.}}
        components: {schemas: {Level: {type: string, enum: [low, high], default: low}}}
        """;

    private const string Times = """
        openapi: 3.0.3
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /times/{from}:
            post:
              operationId: send
              parameters:
                - {name: from, in: path, required: true, schema: {type: string, format: date-time}}
                - {name: at, in: query, schema: {type: string, format: date-time}}
                - {name: all, in: query, schema: {type: array, items: {type: string, format: date-time}}}
                - {name: joined, in: query, explode: false, schema: {type: array, items: {type: string, format: date-time}}}
                - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {at: {type: string, format: date-time}, day: {type: string, format: date}}}}
                - {name: X-At, in: header, schema: {type: string, format: date-time}}
                - {name: day, in: query, schema: {type: string, format: date}}
              requestBody:
                content:
                  application/x-www-form-urlencoded: {schema: {type: object, properties: {at: {type: string, format: date-time}, all: {type: array, items: {type: string, format: date-time}}}}}
                  application/json: {schema: {$ref: '#/components/schemas/Time'}}
              responses: {'204': {description: Done.}}
        components: {schemas: {Time: {type: object, properties: {at: {type: string, format: date-time}}}}}
        """;

    private const string Unions = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /find/{ids}:
            post:
              operationId: find
              parameters:
                - {name: ids, in: path, required: true, schema: {$ref: '#/components/schemas/OneOrMany'}}
                - {name: tags, in: query, schema: {$ref: '#/components/schemas/OneOrMany'}}
                - {name: joined, in: query, explode: false, schema: {$ref: '#/components/schemas/OneOrMany'}}
                - {name: place, in: query, schema: {oneOf: [{type: string}, {type: object, properties: {row: {type: integer}, name: {type: string}}}]}}
                - {name: X-Tags, in: header, schema: {$ref: '#/components/schemas/OneOrMany'}}
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema: {type: object, properties: {tags: {$ref: '#/components/schemas/OneOrMany'}, joined: {$ref: '#/components/schemas/OneOrMany'}}}
                    encoding: {joined: {explode: false}}
              responses: {'204': {description: Done.}}
        components: {schemas: {OneOrMany: {oneOf: [{type: string}, {type: array, items: {type: string}}]}}}
        """;

    private const string Odds = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /odds:
            get:
              operationId: list
              parameters:
                - {name: level, in: query, schema: {enum: [auto, 1]}}
                - {name: mode, in: query, schema: {type: [string, boolean, 'null'], enum: [on, true, null]}}
                - {name: many, in: query, schema: {type: array, items: {enum: [all, 1, 2.5]}}}
                - {name: ids, in: query, schema: {type: array, items: {oneOf: [{type: string}, {type: integer}]}}}
                - {name: joined, in: query, explode: false, schema: {type: array, items: {anyOf: [{type: integer}, {type: string}, {type: 'null'}]}}}
                - {name: piped, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {oneOf: [{type: string, enum: [x]}, {type: boolean}]}}}
                - {name: X-Ids, in: header, schema: {type: array, items: {oneOf: [{type: string}, {type: integer}]}}}
                - {name: X-Who, in: header, content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
                - {name: who, in: cookie, content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
              responses: {'200': {description: Odd., content: {application/json: {schema: {$ref: '#/components/schemas/Odd'}}}}}
            post:
              operationId: replace
              requestBody: {required: true, content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Odd'}, {type: 'null'}]}}}}
              responses: {'204': {description: Done.}}
            put:
              operationId: rename
              requestBody: {required: true, content: {application/merge-patch+json: {schema: {type: [string, 'null']}}}}
              responses: {'204': {description: Done.}}
            patch:
              operationId: change
              requestBody: {content: {application/json: {schema: {type: [integer, 'null']}}}}
              responses: {'204': {description: Done.}}
          /dates:
            get:
              operationId: dates
              parameters:
                - {name: day, in: query, required: true, schema: {type: string, format: date, default: '2027-01-31'}}
                - {name: at, in: query, required: true, schema: {type: string, format: date-time, default: '2027-01-31T10:20:30.5+01:30'}}
                - {name: sizes, in: query, required: true, explode: false, schema: {type: array, items: {type: number}, default: [1, 2.5]}}
                - {name: days, in: query, required: true, schema: {type: array, items: {type: string, format: date}, default: ['2027-01-01', '2027-01-02']}}
                - {name: levels, in: query, required: true, schema: {type: array, items: {type: string, enum: [low, high]}, default: [high]}}
                - {name: none, in: query, required: true, schema: {type: array, items: {type: string}, default: []}}
                - {name: X-Tags, in: header, required: true, schema: {type: array, items: {type: string}, default: [a, b]}}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Odd: {type: object, properties: {level: {enum: [auto, 1]}, all: {type: array, items: {enum: [off, 1, true]}}, plain: {enum: [1, 2]}, part: {enum: [0.5, 1]}, flag: {enum: [true, false]}, list: {enum: [a, [1]]}}}
        """;

    [Theory]
    [InlineData("Level = \"auto\", Mode = \"on\"", "?level=auto&mode=on", null)]
    [InlineData("Level = 1, Mode = true, Many = [\"all\", 1, 2.5, \"new\"]", "?level=1&mode=true&many=all&many=1&many=2.5&many=new", null)]
    [InlineData("Level = ListLevelText.Auto, Ids = [\"a,b\", 7]", "?level=auto&ids=a%2Cb&ids=7", null)]
    [InlineData("Joined = [\"a,b\", 7, null], Piped = [\"x\", false], XIds = [\"a\", 7]", "?joined=a%2Cb,7&piped=x%7Cfalse", "a,7")]
    public async Task Texts_and_numbers_of_one_parameter_are_values(string query, string expected, string? header)
    {
        var sent = await SampleCalls.Send(Odds, $$"""client.ListAsync(new() { {{query}} })""");

        Assert.Equal(("GET /odds" + expected, header), (sent.Line, sent.Headers.GetValueOrDefault("X-Ids")));
    }

    [Fact]
    public void Texts_and_numbers_of_one_enum_are_read_and_written()
    {
        var run = GeneratorRun.Of(Odds);
        using var output = new LoadedOutput(run);

        Assert.Equal(["OddLevel? Level", "IReadOnlyList<OddAllItem>? All", "long? Plain", "double? Part", "bool? Flag", "JsonElement? List"], run.Properties("Sample.Odd").SkipLast(1));
        output.AssertRoundTrip("Sample.Odd", """{"level":"auto","all":["off",1,true,"new",[2]],"plain":1,"part":0.5,"flag":false,"list":[1]}""");
        output.AssertRoundTrip("Sample.Odd", """{"level":1}""");
    }

    [Theory]
    [InlineData("{\"name\":\"\\u00E9\"}", "XWho = new() { Name = \"\u00e9\" }", "X-Who")]
    [InlineData("{\"name\":\"\\uD83D\\uDE00 a\"}", "XWho = new() { Name = \"\ud83d\ude00 a\" }", "X-Who")]
    [InlineData("who=%7B%22name%22%3A%22%C3%A9%22%7D", "Who = new() { Name = \"\u00e9\" }", "Cookie")]
    public async Task JSON_outside_of_bodies_holds_any_letter(string expected, string query, string header) =>
        Assert.Equal(expected, (await SampleCalls.Send(Odds, $$"""client.ListAsync(new() { {{query}} })""")).Headers[header]);

    [Theory]
    [InlineData("client.ReplaceAsync(null)", "application/json", "null")]
    [InlineData("client.ReplaceAsync(new Odd { Plain = 1 })", "application/json", "{\"plain\":1}")]
    [InlineData("client.RenameAsync(null)", "application/merge-patch+json", "null")]
    [InlineData("client.RenameAsync(\"a\")", "application/merge-patch+json", "\"a\"")]
    [InlineData("client.ChangeAsync(5)", "application/json", "5")]
    [InlineData("client.ChangeAsync()", null, "")]
    public async Task A_body_that_must_be_there_may_be_null(string call, string? type, string body)
    {
        var sent = await SampleCalls.Send(Odds, call);

        Assert.Equal((type, body), (sent.Headers.GetValueOrDefault("Content-Type"), sent.Body));
    }

    [Theory]
    [InlineData("", "?day=2027-01-31&at=2027-01-31T10:20:30.5+01:30&sizes=1,2.5&days=2027-01-01&days=2027-01-02&levels=high", "a,b")]
    [InlineData("new() { Day = new DateOnly(2028, 2, 29), Sizes = [], Days = [], Levels = [\"new\"], None = [\"n\"], XTags = [\"c\"] }",
        "?day=2028-02-29&at=2027-01-31T10:20:30.5+01:30&levels=new&none=n", "c")]
    public async Task Lists_and_times_have_defaults_too(string query, string expected, string tags)
    {
        var sent = await SampleCalls.Send(Odds, $"client.DatesAsync({query})");

        Assert.Equal(("GET /dates" + expected, tags), (Uri.UnescapeDataString(sent.Line), sent.Headers["X-Tags"]));
    }

    [Theory]
    [InlineData("", "?number=7&level=low&size=20&ratio=0.5&deep=false", "2027-06-01", "theme=dark")]
    [InlineData("new() { Level = Level.High, Size = 3, Ratio = 1, Deep = true, ApiDate = \"2028-01-01\", Theme = \"light\", Left = \"in\", Once = \"one\" }",
        "?number=7&level=high&size=3&ratio=1&deep=true&left=in&once=one", "2028-01-01", "theme=light")]
    public async Task Defaults_and_single_values_of_what_is_required_are_sent(string query, string expected, string date, string theme)
    {
        var sent = await SampleCalls.Send(Calls, $"client.ListAsync({query})");

        Assert.Equal(("GET /v1/notes" + expected, date, "note"), (sent.Line, sent.Headers["api-date"], sent.Headers["kind"]));
        Assert.Equal(["session=s", theme], sent.Headers["Cookie"].Split("; "));
    }

    [Fact]
    public async Task What_has_no_default_must_be_given() =>
        Assert.Equal("GET /must?q=a&size=5&many=a", (await SampleCalls.Send(Calls, "client.MustAsync(new() { Q = \"a\" })")).Line);

    [Fact]
    public void The_documentation_tells_the_default() => Assert.Contains(
        "/// <summary>Stays with the server. Left out, it is out.</summary>", GeneratorRun.Of(Calls).File("Sample.ListRequest.g.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2027-01-02T03:04:05+00:00")]
    [InlineData("2027-01-02T03:04:05.6+01:30")]
    [InlineData("2027-12-31T23:59:59.0600001-11:00")]
    public async Task A_point_in_time_is_spelled_as_in_JSON(string time)
    {
        var value = $"DateTimeOffset.Parse(\"{time}\", System.Globalization.CultureInfo.InvariantCulture)";
        var query = $"{{ At = {value}, All = [{value}, {value}], Joined = [{value}], Deep = new() {{ At = {value}, Day = new DateOnly(2027, 1, 2) }}, XAt = {value}, Day = new DateOnly(2027, 1, 2) }}";

        var form = await SampleCalls.Send(Times, $"client.SendAsync({value}, new() {query}, new() {{ At = {value}, All = [{value}] }})");
        var json = await SampleCalls.Send(Times, $"client.SendAsJsonAsync({value}, null, new() {{ At = {value} }})");

        Assert.Equal($"{{\"at\":\"{time}\"}}", json.Body);
        Assert.Equal(
            $"POST /times/{time}?at={time}&all={time}&all={time}&joined={time}&deep[at]={time}&deep[day]=2027-01-02&day=2027-01-02", Uri.UnescapeDataString(form.Line));
        Assert.Equal((time, $"at={time}&all={time}"), (form.Headers["X-At"], Uri.UnescapeDataString(form.Body)));
        Assert.Equal(time, ApiText.Of(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("\"a,b\"", "new() { Tags = \"c\", Joined = \"d\", Place = \"e f\", XTags = \"g\" }", "/find/a%2Cb?tags=c&joined=d&place=e%20f", "g")]
    [InlineData("OneOrMany.From([\"a,b\", \"c\"])", "new() { Tags = OneOrMany.From([\"d\", \"e\"]), Joined = OneOrMany.From([\"f\", \"g\"]), XTags = OneOrMany.From([\"h\", \"i\"]) }",
        "/find/a%2Cb,c?tags=d&tags=e&joined=f,g", "h,i")]
    [InlineData("\"a\"", "new() { Place = new FindPlace2 { Row = 2, Name = \"n\" }, XTags = \"x\" }", "/find/a?row=2&name=n", "x")]
    public async Task What_may_be_a_list_or_an_object_is_spelled_as_its_style_says(string ids, string query, string expected, string header)
    {
        var sent = await SampleCalls.Send(Unions, $"client.FindAsync({ids}, {query})");

        Assert.Equal(("POST " + expected, header), (sent.Line, sent.Headers["X-Tags"]));
    }

    [Theory]
    [InlineData("new() { Tags = \"a b\", Joined = \"c,d\" }", "tags=a+b&joined=c%2Cd")]
    [InlineData("new() { Tags = OneOrMany.From([\"a\", \"b\"]), Joined = OneOrMany.From([\"c\", \"d\"]) }", "tags=a&tags=b&joined=c,d")]
    [InlineData("new()", "")]
    public async Task What_may_be_a_list_goes_into_a_form_item_by_item(string form, string expected) =>
        Assert.Equal(expected, (await SampleCalls.Send(Unions, $"client.FindAsync(\"a\", null, {form})")).Body);

    [Fact]
    public void Contradictions_are_reported_each()
    {
        const string Odd = """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths:
              /a:
                get:
                  parameters:
                    - {name: both, in: query, schema: {type: integer}, content: {application/json: {schema: {type: string}}}}
                    - {name: several, in: query, content: {application/json: {schema: {type: string}}, text/plain: {schema: {type: string}}}}
                    - {name: place, in: header, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
                    - {name: count, in: query, required: true, schema: {type: integer, default: many}}
                    - {name: level, in: query, schema: {type: string, enum: [low], default: high}}
                    - {name: fine, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}, default: []}}
                  responses:
                    '6XX': {description: None.}
                    okay: {description: None.}
                    '20': {description: None.}
                    2xx: {description: One.}
                    404: {description: One.}
                    default: {description: One.}
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    half: {type: integer, default: 1.5}
                    whole: {type: integer, default: 1.0}
                    none: {type: string, default: null}
                    any: {default: {a: 1}}
                Part: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {on: {type: boolean, default: 'yes'}}}]}
            """;

        Assert.Equal(
            [
                ("HG0234", 7), ("HG0234", 8), ("HG0234", 9), ("HG0035", 10), ("HG0035", 11), ("HG0236", 14), ("HG0236", 15), ("HG0236", 16), ("HG0035", 25), ("HG0035", 29),
            ],
            GeneratorRun.Of(Odd, expectDiagnostics: true).Diagnostics.Select(d => (d.Id, d.Location.GetLineSpan().StartLinePosition.Line + 1)));
    }
}
