using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>Answers and bodies of several media types, and bytes wherever a schema can say so, compiled and run.</summary>
public class MediaTypeTests
{
    private const string Speaker = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /speech:
            post:
              operationId: speak
              requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}}
              responses:
                '200':
                  description: Sound, as a file or in pieces.
                  content:
                    audio/mpeg: {schema: {type: string, format: binary}}
                    text/event-stream: {schema: {type: object, required: [audio], properties: {audio: {type: string}}}}
          /report:
            get:
              operationId: getReport
              responses:
                '200':
                  description: The report.
                  content:
                    text/csv: {schema: {type: string}}
                    application/json: {schema: {$ref: '#/components/schemas/Report'}}
                    application/yaml: {schema: {$ref: '#/components/schemas/Report'}}
                    application/xml: {schema: {$ref: '#/components/schemas/Report'}}
                    application/pdf: {}
                    application/x-ndjson: {schema: {$ref: '#/components/schemas/Report'}}
          /either:
            get: {operationId: getEither, responses: {'200': {description: Either., content: {image/png: {}, text/plain: {schema: {type: string}}}}}}
          /shop:
            get: {operationId: getShop, responses: {'200': {description: As some frameworks write it., content: {text/plain: {schema: {$ref: '#/components/schemas/Report'}}, application/json: {schema: {$ref: '#/components/schemas/Report'}}, text/json: {schema: {$ref: '#/components/schemas/Report'}}}}}}
        components:
          schemas:
            Report: {type: object, properties: {title: {type: string}}}
        """;

    private const string Texts = """
        openapi: 3.0.1
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /any: {get: {operationId: getAny, responses: {'200': {description: A text., content: {'*/*': {schema: {type: string}}}}}}}
          /both: {get: {operationId: getBoth, responses: {'200': {description: A text., content: {text/plain: {schema: {type: string}}, application/json: {schema: {type: string}}}}}}}
          /level: {get: {operationId: getLevel, responses: {'200': {description: A level., content: {'*/*': {schema: {type: string, enum: [low, high]}}}}}}}
          /json: {get: {operationId: getJson, responses: {'200': {description: A text., content: {application/json: {schema: {type: string}}}}}}}
          /thing: {get: {operationId: getThing, responses: {'200': {description: A thing., content: {'*/*': {schema: {type: object, properties: {name: {type: string}}}}}}}}}
        """;

    private const string Bytes = """
        openapi: 3.0.3
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /any: {put: {operationId: putAny, requestBody: {required: true, content: {'*/*': {schema: {type: string, format: binary}}}}, responses: {'200': {description: The same., content: {'*/*': {schema: {type: string, format: binary}}}}}}}
          /some: {put: {operationId: putSome, requestBody: {content: {'application/*': {schema: {$ref: '#/components/schemas/Blob'}}}}, responses: {'200': {description: The same., content: {'application/*': {schema: {$ref: '#/components/schemas/Blob'}}}}}}}
          /json: {put: {operationId: putJson, requestBody: {required: true, content: {application/json: {schema: {type: string, format: binary}}}}, responses: {'204': {description: Done.}}}}
          /list: {put: {operationId: putList, requestBody: {required: true, content: {application/json: {schema: {type: array, items: {type: string, format: binary}}}}}, responses: {'200': {description: The same., content: {application/json: {schema: {type: array, items: {type: string, format: binary}}}}}}}}
          /map: {put: {operationId: putMap, requestBody: {required: true, content: {application/json: {schema: {type: object, additionalProperties: {type: array, items: {$ref: '#/components/schemas/Blob'}}}}}}, responses: {'204': {description: Done.}}}}
          /feed: {get: {operationId: follow, responses: {'200': {description: Frames., content: {text/event-stream: {schema: {type: string, format: binary}}}}}}}
          /lines: {get: {operationId: getLines, responses: {'200': {description: Lines., content: {application/x-ndjson: {schema: {type: array, items: {type: array, items: {type: string, format: binary}}}}}}}}}
          /form: {post: {operationId: send, requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {all: {type: object, additionalProperties: {type: string, format: binary}}}}}}}, responses: {'204': {description: Done.}}}}
          /find: {get: {operationId: find, parameters: [{name: keys, in: query, content: {application/json: {schema: {type: array, items: {type: string, format: binary}}}}}, {name: map, in: query, schema: {type: object, additionalProperties: {type: string, format: binary}}}], responses: {'204': {description: Done.}}}}
        components:
          schemas:
            Blob: {type: string, format: binary}
        """;

    private const string Shop = """
        openapi: 3.0.1
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /things:
            post:
              operationId: addThing
              requestBody: {content: {application/json-patch+json: {schema: {$ref: '#/components/schemas/Thing'}}, application/json: {schema: {$ref: '#/components/schemas/Thing'}}, text/json: {schema: {$ref: '#/components/schemas/Thing'}}, 'application/*+json': {schema: {$ref: '#/components/schemas/Thing'}}}}
              responses: {'204': {description: Done.}}
            patch:
              operationId: changeThing
              requestBody: {content: {application/json-patch+json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}, application/merge-patch+json: {schema: {$ref: '#/components/schemas/Thing'}}, application/json: {schema: {$ref: '#/components/schemas/Thing'}}, 'image/*': {schema: {type: string, format: binary}}}}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Thing: {type: object, properties: {name: {type: string}}}
        """;

    private const string Shapeless = """
        openapi: 3.0.3
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /object: {get: {operationId: getObject, responses: {'200': {description: An object., content: {application/json: {schema: {type: object, description: Free.}}}}}}}
          /free: {get: {operationId: getFree, responses: {'200': {description: An object., content: {application/json: {schema: {type: object, additionalProperties: true}}}}}}}
          /empty: {get: {operationId: getEmpty, responses: {'200': {description: An object., content: {application/json: {schema: {$ref: '#/components/schemas/Empty'}}}}}}}
          /any: {get: {operationId: getAny, responses: {'200': {description: Anything., content: {application/json: {schema: {}}}}}}}
          /unsaid: {get: {operationId: getUnsaid, responses: {'200': {description: Anything., content: {application/json: {}}}}}}
          /whatever: {put: {operationId: putWhatever, requestBody: {required: true, content: {'*/*': {}}}, responses: {'200': {description: Anything., content: {'*/*': {}}}}}}
          /sound: {get: {operationId: getSound, responses: {'200': {description: Sound., content: {audio/mpeg: {schema: {type: object}}}}}}}
          /nothing: {get: {operationId: getNothing, responses: {'200': {description: Nothing.}}}}
          /put: {put: {operationId: putObject, requestBody: {required: true, content: {application/json: {schema: {type: object}}}}, responses: {'204': {description: Done.}}}}
        components: {schemas: {Empty: {type: object, properties: {}}}}
        """;

    private const string Several = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /sounds: {get: {operationId: getSound, responses: {'200': {description: A sound., content: {audio/wav: {schema: {type: string, format: binary}}, audio/mpeg: {}, application/json: {schema: {$ref: '#/components/schemas/Sound'}}}}}}}
          /images: {get: {operationId: getImage, responses: {'200': {description: An image., content: {image/png: {}, 'image/*': {}}}}}}
          /stars: {get: {operationId: getStars, responses: {'200': {description: Stars., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Sound'}}}, application/vnd.star+json: {schema: {type: object}}, text/json: {schema: {type: array, items: {$ref: '#/components/schemas/Sound'}}}}}}}}
          /head: {head: {operationId: check, responses: {'200': {description: Nothing comes., content: {application/json: {schema: {$ref: '#/components/schemas/Sound'}}}}}}}
          /text: {head: {operationId: checkText, responses: {default: {description: Nothing comes., content: {text/plain: {}}}}}}
        components: {schemas: {Sound: {type: object, required: [name], properties: {name: {type: string}}}}}
        """;

    private const string ReadFile = "await new System.IO.StreamReader((await client.{0}).Stream).ReadToEndAsync()";

    [Theory]
    [InlineData("(await client.GetObjectAsync())![\"a\"].GetInt32()", "{\"a\":1}", 1)]
    [InlineData("(await client.GetFreeAsync())![\"a\"].GetInt32()", "{\"a\":1}", 1)]
    [InlineData("(await client.GetEmptyAsync())!.AdditionalProperties![\"a\"].GetInt32()", "{\"a\":1}", 1)]
    [InlineData("(await client.GetAnyAsync())[0].GetInt32()", "[1]", 1)]
    [InlineData("(await client.GetUnsaidAsync())!.Value[0].GetInt32()", "[1]", 1)]
    [InlineData("await client.GetObjectAsync()", "", null)]
    [InlineData("await client.GetEmptyAsync()", "", null)]
    [InlineData("await client.GetUnsaidAsync()", "", null)]
    public async Task An_answer_without_a_shape_can_be_read(string expression, string answer, object? expected) =>
        Assert.Equal(expected, await SampleCalls.Read(Shapeless, expression, answer));

    [Theory]
    [InlineData("GetSoundAsync()", "ID3", "audio/mpeg")]
    [InlineData("PutWhateverAsync(FilePart.FromBytes(new byte[] { 65 }, \"a.txt\"))", "hi", "text/plain")]
    public async Task Bytes_of_no_shape_can_be_read(string call, string answer, string type) =>
        Assert.Equal(answer, await SampleCalls.Read(Shapeless, $"System.Text.Encoding.ASCII.GetString(await (await client.{call}).ToArrayAsync())", answer, type));

    [Fact]
    public async Task An_object_without_a_shape_can_be_sent_and_no_answer_stays_none()
    {
        Assert.Equal("{\"a\":1}", (await SampleCalls.Send(
            Shapeless, "client.PutObjectAsync(new Dictionary<string, System.Text.Json.JsonElement> { [\"a\"] = System.Text.Json.JsonSerializer.SerializeToElement(1) })")).Body);
        Assert.Equal("GET /nothing", (await SampleCalls.Send(Shapeless, "((Func<Task>)(() => client.GetNothingAsync()))()")).Line);
    }

    [Theory]
    [InlineData("SpeakAsync(new())", "ID3", "audio/mpeg", "ID3")]
    [InlineData("GetReportFileAsync()", "%PDF", "application/pdf", "%PDF")]
    [InlineData("GetEitherAsync()", "PNG", "image/png", "PNG")]
    public async Task A_file_beside_others_can_be_had(string call, string answer, string type, string expected) =>
        Assert.Equal(expected, await SampleCalls.Read(Speaker, ReadFile.Replace("{0}", call, StringComparison.Ordinal), answer, type));

    [Theory]
    [InlineData("(await client.GetReportAsync()).Title!", "{\"title\":\"a\"}", "application/json", "a")]
    [InlineData("await client.GetReportTextAsync()", "a;b", "text/csv", "a;b")]
    [InlineData("await client.GetEitherTextAsync()", "a", "text/plain", "a")]
    [InlineData("(await client.GetShopAsync()).Title!", "{\"title\":\"a\"}", "text/json", "a")]
    public async Task Each_kind_of_answer_has_a_call(string call, string answer, string type, string expected) =>
        Assert.Equal(expected, await SampleCalls.Read(Speaker, call, answer, type));

    [Theory]
    [InlineData("client.SpeakStreamAsync(new())", "Audio", "data: {\"audio\":\"a\"}\n\n", "text/event-stream")]
    [InlineData("client.GetReportStreamAsync()", "Title", "{\"title\":\"a\"}\n", "application/x-ndjson")]
    public async Task Pieces_beside_others_can_be_had(string call, string property, string answer, string type) => Assert.Equal("a", await SampleCalls.Read(
        Speaker, $"{{ await foreach (var item in {call}) return item.{property}; return null; }}", answer, type));

    [Fact]
    public void What_is_the_same_in_another_language_is_no_call_of_its_own() => Assert.Equal(
        ["GetEitherAsync", "GetEitherTextAsync", "GetReportAsync", "GetReportFileAsync", "GetReportStreamAsync", "GetReportTextAsync", "GetShopAsync", "SpeakAsync", "SpeakStreamAsync"],
        Methods(Speaker));

    [Theory]
    [InlineData("client.SpeakAsync(new())", "audio/mpeg")]
    [InlineData("client.GetReportFileAsync()", "application/pdf")]
    [InlineData("client.GetReportTextAsync()", "text/csv")]
    [InlineData("client.GetReportAsync()", "application/json")]
    public async Task What_is_wanted_is_asked_for(string call, string accept) => Assert.Equal(accept, (await SampleCalls.Send(Speaker, call)).Headers["Accept"]);

    [Theory]
    [InlineData("await client.GetAnyAsync()", "hi \"there\"", "text/plain;charset=UTF-8", "hi \"there\"")]
    [InlineData("await client.GetAnyAsync()", "\"hi\"", "application/json", "hi")]
    [InlineData("await client.GetBothAsync()", "42", "text/plain", "42")]
    [InlineData("await client.GetBothAsync()", "\"42\"", "application/json", "42")]
    [InlineData("(await client.GetLevelAsync()).Value", "new", "text/plain", "new")]
    [InlineData("(await client.GetThingAsync()).Name!", "{\"name\":\"a\"}", "text/plain", "a")]
    public async Task A_text_comes_as_text_or_as_JSON(string call, string answer, string type, string expected) =>
        Assert.Equal(expected, await SampleCalls.Read(Texts, call, answer, type));

    [Theory]
    [InlineData("client.GetJsonAsync()", "hi", "text/plain")]
    [InlineData("client.GetAnyAsync()", "<p>", "text/html")]
    [InlineData("client.GetThingAsync()", "hi", "text/plain")]
    public async Task A_text_that_nothing_announces_is_refused(string call, string answer, string type) =>
        await Assert.ThrowsAsync<ApiResponseException>(() => SampleCalls.Read(Texts, $"await {call}", answer, type));

    [Theory]
    [InlineData("client.PutAnyAsync(FilePart.FromBytes(new byte[] { 65, 66 }, \"a.wav\"))", "audio/wav", "AB")]
    [InlineData("client.PutSomeAsync(FilePart.FromBytes(new byte[] { 65 }, \"a.pdf\"))", "application/pdf", "A")]
    [InlineData("client.PutSomeAsync()", null, "")]
    [InlineData("client.PutJsonAsync(new byte[] { 1, 2, 3 })", "application/json", "\"AQID\"")]
    [InlineData("client.PutMapAsync(new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> { [\"a\"] = [new byte[] { 1, 2, 3 }] })", "application/json", "{\"a\":[\"AQID\"]}")]
    public async Task Bytes_are_sent_wherever_they_are_declared(string call, string? type, string body)
    {
        var sent = await SampleCalls.Send(Bytes, call);

        Assert.Equal((type, body), (sent.Headers.GetValueOrDefault("Content-Type"), sent.Body));
    }

    [Theory]
    [InlineData("client.PutAnyAsync(FilePart.FromBytes(new byte[] { 65 }, \"a.wav\"))", "RIFF", "audio/wav")]
    [InlineData("client.PutSomeAsync()", "%PDF", "application/pdf")]
    [InlineData("client.FollowAsync()", "data: 1\n\n", "text/event-stream")]
    public async Task Bytes_come_wherever_they_are_declared(string call, string answer, string type) =>
        Assert.Equal(answer, await SampleCalls.Read(Bytes, ReadFile.Replace("client.{0}", call, StringComparison.Ordinal), answer, type));

    [Fact]
    public async Task Bytes_within_JSON_are_base64()
    {
        Assert.Equal((byte)3, await SampleCalls.Read(Bytes, "(await client.PutListAsync([new byte[] { 1 }]))[0].Span[2]", "[\"AQID\"]"));
        Assert.Equal(
            (byte)3, await SampleCalls.Read(Bytes, "{ await foreach (var item in client.GetLinesAsync()) return item[0].Span[2]; return (byte)0; }", "[\"AQID\"]\n", "application/x-ndjson"));
    }

    [Fact]
    public async Task Bytes_within_forms_and_queries_are_base64()
    {
        Assert.Contains("{\"a\":\"AQID\"}", (await SampleCalls.Send(
            Bytes, "client.SendAsync(new() { All = new Dictionary<string, ReadOnlyMemory<byte>> { [\"a\"] = new byte[] { 1, 2, 3 } } })")).Body, StringComparison.Ordinal);
        Assert.Equal("GET /find?keys=[\"AQID\"]&a=AQID", Uri.UnescapeDataString((await SampleCalls.Send(
            Bytes, "client.FindAsync(new() { Keys = [new byte[] { 1, 2, 3 }], Map = new Dictionary<string, ReadOnlyMemory<byte>> { [\"a\"] = new byte[] { 1, 2, 3 } } })")).Line));
    }

    [Theory]
    [InlineData("client.AddThingAsync(new() { Name = \"a\" })", "application/json", "{\"name\":\"a\"}")]
    [InlineData("client.ChangeThingAsync(new Thing { Name = \"a\" })", "application/json", "{\"name\":\"a\"}")]
    [InlineData("client.ChangeThingAsJsonPatchJsonAsync([new() { Name = \"a\" }])", "application/json-patch+json", "[{\"name\":\"a\"}]")]
    [InlineData("client.ChangeThingAsImageAsync(FilePart.FromBytes(new byte[] { 65 }, \"a.png\"))", "image/png", "A")]
    public async Task Several_types_of_one_JSON_are_one_call(string call, string type, string body)
    {
        var sent = await SampleCalls.Send(Shop, call);

        Assert.Equal((type, body), (sent.Headers["Content-Type"], sent.Body));
        Assert.Equal(["AddThingAsync", "ChangeThingAsImageAsync", "ChangeThingAsJsonPatchJsonAsync", "ChangeThingAsync"], Methods(Shop));
    }

    private static IEnumerable<string> Methods(string spec) => GeneratorRun.Of(spec).Output.GetTypeByMetadataName("Sample.ISampleClient")!.GetMembers().Select(m => m.Name).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("client.GetSoundFileAsync()", "audio/wav,audio/mpeg")]
    [InlineData("client.GetSoundAsync()", "application/json")]
    [InlineData("client.GetImageAsync()", "image/png,image/*")]
    [InlineData("client.GetStarsAsync()", "application/json")]
    public async Task Any_of_several_files_is_accepted(string call, string accept)
    {
        var handler = new Recorder(_ => call.Contains("Stars", StringComparison.Ordinal) ? "[]" : "{\"name\":\"a\"}");

        await SampleCalls.Run(handler, [new SpecText("spec.yml", Several)], $"async () => {{ await {call}; return 0; }}", "UserAgent = null", expectDiagnostics: true);

        Assert.Equal(accept, Assert.Single(handler.Sent).Headers["Accept"]);
    }

    [Fact]
    public void JSON_of_another_schema_that_no_call_gives_is_told()
    {
        var found = Assert.Single(GeneratorRun.Of(Several, expectDiagnostics: true).Diagnostics);

        Assert.Equal(("HG0224", Microsoft.CodeAnalysis.DiagnosticSeverity.Info), (found.Id, found.Severity));
        Assert.Contains("application/vnd.star+json", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.CheckAsync()", "HEAD /head")]
    [InlineData("client.CheckTextAsync()", "HEAD /text")]
    public async Task Nothing_is_read_where_HTTP_has_no_body(string call, string line)
    {
        var handler = new Recorder(_ => "");

        await SampleCalls.Run(handler, [new SpecText("spec.yml", Several)], $"async () => {{ await {call}; return 0; }}", "UserAgent = null", expectDiagnostics: true);

        Assert.Equal(line, Assert.Single(handler.Sent).Line);
    }
}
