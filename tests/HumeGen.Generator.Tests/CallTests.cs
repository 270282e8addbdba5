using System.Net;

namespace HumeGen.Generator.Tests;

/// <summary>Requests of generated clients, compiled and run.</summary>
public class CallTests
{
    [Fact]
    public async Task Parameters_go_where_they_belong()
    {
        var sent = await Send("parameters", """
            client.ListPartsAsync("a/b", 7, new ListPartsRequest
            {
                Shared = 1, Text = "x&y", Since = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), Ratio = 0.5, Whole = true, Large = ulong.MaxValue, Level = "low",
                Tags = ["a", "b"], Levels = [Level.Low, "new"], Joined = [1, 2], Filter = new Filter { Name = "n", Level = Level.High }, Either = "text",
                XTrace = "trace", XLevels = [Level.Low, Level.High],
            })
            """);

        Assert.Equal(
            "GET /things/a%2Fb/parts/7?shared=1&text=x%26y&since=2026-11-21T00%3A00%3A00%2B00%3A00&ratio=0.5&whole=true&large=18446744073709551615&level=low"
            + "&tags=a&tags=b&levels=low&levels=new&joined=1,2&filter%5Bname%5D=n&filter%5Blevel%5D=high&either=text",
            sent.Line);
        Assert.Equal("trace", sent.Headers["X-Trace"]);
        Assert.Equal("low,high", sent.Headers["X-Levels"]);
    }

    [Theory]
    [InlineData("client.GetOptionalAsync()", "GET /optional")]
    [InlineData("client.GetOptionalAsync(new())", "GET /optional")]
    [InlineData("client.GetOptionalAsync(new() { Limit = 5 })", "GET /optional?limit=5")]
    [InlineData("client.GetWordAsync(\"low\")", "GET /words/low")]
    public async Task What_is_left_out_is_not_sent(string call, string line) => Assert.Equal(line, (await Send("parameters", call)).Line);

    [Fact]
    public async Task Values_of_several_parts_are_spelt_as_their_style_says()
    {
        var sent = await Send("parameter-styles", """
            client.GetPointsAsync(new Point { X = 1, Y = 2 }, ["a", "b/c"], [3, 4], new Point { X = 5 }, new GetPointsRequest
            {
                Object = new Point { X = 1, Y = 2 }, Joined = new Point { X = 3, Y = 4 }, Spaces = ["a", "b"], Pipes = [1, 2],
                Deep = new Dictionary<string, string> { ["k"] = "v w" }, Free = new Dictionary<string, bool> { ["on"] = true }, Bytes = new byte[] { 251, 255 },
                Day = new DateOnly(2026, 11, 21), XPoint = new Point { X = 1, Y = 2 }, XSpread = new Point { X = 1, Y = 2 },
            })
            """);

        Assert.Equal(
            "GET /points/x,1,y,2/.a,b%2Fc/;matrix=3;matrix=4/x=5?x=1&y=2&joined=x,3,y,4&spaces=a%20b&pipes=1%7C2&deep%5Bk%5D=v%20w&on=true&bytes=%2B%2F8%3D&day=2026-11-21",
            sent.Line);
        Assert.Equal("x,1,y,2", sent.Headers["X-Point"]);
        Assert.Equal("x=1,y=2", sent.Headers["X-Spread"]);
    }

    [Theory]
    [InlineData("client.GetPointsAsync(new Point { X = 1 }, [], [1], new Point { X = 1 })")]
    [InlineData("client.GetPointsAsync(new Point { X = 1 }, [\".\"], [1], new Point { X = 1 })")]
    public async Task A_value_that_would_be_another_step_of_the_path_is_refused(string call) => await Assert.ThrowsAsync<ArgumentException>(() => Send("parameter-styles", call));

    [Fact]
    public async Task Cookies_are_one_header()
    {
        var sent = await Send("parameters-cookies", "client.ListThingsAsync(new ListThingsRequest { Session = \"a; b=c\", Size = 5, Tags = [\"x\", \"y\"] })");

        Assert.Equal("session=a%3B%20b%3Dc; size=5; tags=x,y", sent.Headers["Cookie"]);
    }

    [Fact]
    public async Task What_is_JSON_itself_stays_JSON()
    {
        var sent = await Send("parameters-json", "client.ListThingsAsync(\"a\", new ListThingsRequest { Filter = new Filter { Name = \"n\" }, Word = \"w\", XFilter = [new Filter { Size = 1 }] })");

        Assert.Equal("GET /things/%22a%22?filter=%7B%22name%22%3A%22n%22%7D&word=w", sent.Line);
        Assert.Equal("[{\"size\":1}]", sent.Headers["X-Filter"]);
        Assert.Equal("GET /search?name=n&size=2", (await Send("parameters-json", "client.SearchAsync(new SearchRequest { All = new Filter { Name = \"n\", Size = 2 } })")).Line);
    }

    [Theory]
    [InlineData("client.GetPlainAsync()", "eu.sample.example", "GET /v1/plain")]
    [InlineData("client.ListThingsAsync()", "things.sample.example", "GET /v2/things")]
    [InlineData("client.SendThingsAsync()", "upload.sample.example", "POST /things")]
    public async Task Calls_go_to_their_own_servers(string call, string host, string line)
    {
        var sent = await Send("servers", call);

        Assert.Equal((host, line), (sent.Host, sent.Line));
    }

    [Theory]
    [InlineData("client.ListThingsAsync()", "localhost", "GET /proxy/v2/things")]
    [InlineData("client.GetPlainAsync()", "localhost", "GET /proxy/plain")]
    public async Task An_address_of_the_options_takes_the_place_of_every_server(string call, string host, string line)
    {
        var handler = new Recorder(_ => "{}");
        await Run(handler, "servers", $"async () => {{ await {call}; return 0; }}", "ApiKey = \"k\", BaseAddress = new Uri(\"http://localhost/proxy\")");

        Assert.Equal((host, line), (handler.Sent[0].Host, handler.Sent[0].Line));
    }

    [Theory]
    [InlineData("credentials-basic", "Credential = ApiCredential.FromBasic(\"me\", \"pass word\")", "GET /api/things", "Authorization", "Basic bWU6cGFzcyB3b3Jk")]
    [InlineData("credentials-basic", "Credential = ApiCredential.FromAccessToken(\"token\")", "GET /api/things", "Authorization", "Bearer token")]
    [InlineData("credentials-query", "ApiKey = \"k&y\"", "GET /api/things?api%20key=k%26y", "X-Api-Key", null)]
    [InlineData("credentials-cookie", "ApiKey = \"k\"", "GET /api/things", "Cookie", "sid=k")]
    [InlineData("credentials-optional", "", "GET /things", "X-Key", null)]
    [InlineData("credentials-optional", "ApiKey = \"k\"", "GET /things", "X-Key", "k")]
    public async Task The_credential_goes_where_the_scheme_says(string construct, string options, string line, string header, string? value)
    {
        var handler = new Recorder(_ => "{}");
        await Run(handler, construct, "async () => { await client.ListThingsAsync(); return 0; }", options);

        Assert.Equal((line, value), (handler.Sent[0].Line, handler.Sent[0].Headers.GetValueOrDefault(header)));
    }

    [Fact]
    public async Task Client_credentials_are_traded_where_the_scheme_says()
    {
        var handler = new Recorder(number => number == 0 ? """{"access_token":"fresh","expires_in":3600}""" : "{}");
        await Run(handler, "credentials-oauth", "async () => { await client.ListThingsAsync(); return 0; }", "Credential = ApiCredential.FromClientCredentials(\"id\", \"secret\")");

        Assert.Equal(("login.sample.example", "POST /oauth/token", "grant_type=client_credentials"), (handler.Sent[0].Host, handler.Sent[0].Line, handler.Sent[0].Body));
        Assert.Equal(("sample.example", "Bearer fresh"), (handler.Sent[1].Host, handler.Sent[1].Headers["Authorization"]));
    }

    [Fact]
    public async Task A_client_that_needs_a_credential_says_so() =>
        Assert.Contains("no credential", (await Assert.ThrowsAsync<InvalidOperationException>(() => Run(new Recorder(_ => "{}"), "credentials-query", "async () => { await client.ListThingsAsync(); return 0; }", ""))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("client.SendCharsetAsync(new Note { Text = \"a\" })", "application/json; charset=utf-8")]
    [InlineData("client.SendOwnAsync(new Note { Text = \"a\" })", "application/vnd.sample+json")]
    [InlineData("client.SendBothAsync(new Note { Text = \"a\" })", "application/json")]
    [InlineData("client.SendTextAsync(\"{\\\"text\\\":\\\"a\\\"}\")", "text/plain; charset=utf-8")]
    [InlineData("client.SendXmlAsync(\"{\\\"text\\\":\\\"a\\\"}\")", "application/xml; charset=utf-8")]
    public async Task Bodies_have_their_media_type(string call, string type)
    {
        var sent = await Send("media-types", call);

        Assert.Equal((type, "{\"text\":\"a\"}"), (sent.Headers["Content-Type"], sent.Body));
    }

    [Fact]
    public async Task A_page_is_text_where_one_is_asked_for() =>
        Assert.Equal("<p>", await Run(new Recorder(_ => "<p>", "text/html"), "media-types", "async () => await client.SendTextAsync(\"a\")"));

    [Theory]
    [InlineData("(await client.MakeAsync()).GetType().Name", """{"job":"j"}""", "Job")]
    [InlineData("(await client.MakeAsync()).GetType().Name", """{"name":"n"}""", "Thing")]
    [InlineData("(await client.GetMaybeAsync()) is null", "", true)]
    [InlineData("(await client.GetMaybeAsync())!.Name", """{"name":"n"}""", "n")]
    [InlineData("(await client.GetDefaultAsync()).Name", """{"name":"n"}""", "n")]
    [InlineData("(await client.GetRangeAsync()).Name", """{"name":"n"}""", "n")]
    public async Task Successes_of_several_kinds_are_all_read(string result, string body, object expected) =>
        Assert.Equal(expected, await Run(new Recorder(_ => body), "responses-several", $"async () => {result}"));

    [Theory]
    [InlineData("streams-or-whole", "client.AnswerStreamAsync(new AnswerBody { Question = \"q\" })", "data: {\"delta\":\"a\"}\n\ndata: [DONE]\n\n", "text/event-stream", "Piece ")]
    [InlineData("streams-or-whole", "client.ListLinesAsync()", "{\"delta\":\"a\"}\n{\"delta\":\"b\"}\n", "application/x-ndjson", "Piece Piece ")]
    [InlineData("streams-of-events", "client.ListenToAllAsync()", "event: piece\ndata: {\"delta\":\"a\"}\n\nevent: end\ndata: {\"total\":1}\n\n", "text/event-stream", "ListenToAllItemPiece ListenToAllItemEnd ")]
    public async Task What_comes_piece_by_piece_is_read_piece_by_piece(string construct, string call, string body, string type, string expected)
    {
        var handler = new Recorder(_ => body, type);
        var names = await Run(handler, construct, $"async () => {{ var names = \"\"; await foreach (var item in {call}) names += item.GetType().Name + \" \"; return names; }}");

        Assert.Equal((expected, type), (names, handler.Sent[0].Headers["Accept"]));
    }

    [Fact]
    public async Task A_part_has_the_media_type_that_its_encoding_says()
    {
        var sent = await Send("forms", "client.UploadAsync(new UploadRequest { Settings = new Settings { Depth = 1 }, Note = \"n\", File = FilePart.FromBytes(new byte[] { 65 }, \"a.bin\"), Picture = FilePart.FromBytes(new byte[] { 66 }, \"b.png\") })");

        Assert.Contains("Content-Type: application/json\r\nContent-Disposition: form-data; name=\"settings\"\r\n\r\n{\"depth\":1}", sent.Body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/markdown\r\n", sent.Body, StringComparison.Ordinal);
        Assert.Equal(["settings: {\"depth\":1}", "note: n", "file; filename=a.bin: A", "picture; filename=b.png: B"], Parts(sent.Body));
    }

    [Fact]
    public async Task A_field_is_spelt_as_its_encoding_says() => Assert.Equal(
        "settings%5Bdepth%5D=1&settings%5Bname%5D=n&tags=a,b&map%5Bk%5D=v",
        (await Send("forms", "client.OrderAsync(new OrderRequest { Settings = new Settings { Depth = 1, Name = \"n\" }, Tags = [\"a\", \"b\"], Map = new Dictionary<string, string> { [\"k\"] = \"v\" } })")).Body);

    [Theory]
    [InlineData("client.Rooms.QueryRoomsAsync(\"q\")", "QUERY /rooms", "\"q\"")]
    [InlineData("client.Rooms.Lamps.DuplicateAsync()", "COPY /rooms", "")]
    public async Task Any_method_is_sent(string call, string line, string body)
    {
        var sent = await Send("methods", call);

        Assert.Equal((line, body), (sent.Line, sent.Body));
    }

    [Fact]
    public async Task A_multipart_form_has_a_part_for_each_value()
    {
        var sent = await Send("multipart", """
            client.StartJobAsync(
                new StartJobForm
                {
                    File = FilePart.FromBytes("RIFF"u8.ToArray(), "a.wav"), More = [FilePart.FromBytes("1"u8.ToArray(), "1.txt"), FilePart.FromBytes("2"u8.ToArray(), "2.txt")],
                    Model = "small", Settings = new Settings { Depth = 3 }, Kinds = ["k1", "k2"], Marks = [7, 8], Words = [Model.Small, Model.Large], List = [new Settings()],
                    Map = new Dictionary<string, string> { ["a"] = "b" }, Size = 9, Ready = false, Data = new byte[] { 1, 2, 255 }, Either = 5,
                },
                new StartJobRequest { Dry = true })
            """);

        Assert.Equal("POST /jobs?dry=true", sent.Line);
        Assert.Equal(
            [
                "file; filename=a.wav: RIFF", "more; filename=1.txt: 1", "more; filename=2.txt: 2", "model: small", "settings: {\"depth\":3}", "kinds: k1", "kinds: k2",
                "marks[0]: 7", "marks[1]: 8", "words: [\"small\",\"large\"]", "list: [{}]", "map: {\"a\":\"b\"}", "size: 9", "ready: false", "data: AQL/", "either: 5",
            ],
            Parts(sent.Body));
    }

    [Theory]
    [InlineData("new GetTokenRequest()", "grant_type=client_credentials")]
    [InlineData("new GetTokenRequest { Scope = \"a b\", Hours = 0.5, List = [\"x\", \"y\"], Settings = new() { Depth = 1 } }", "grant_type=client_credentials&scope=a+b&hours=0.5&list=x&list=y&settings=%7B%22depth%22%3A1%7D")]
    public async Task An_encoded_form_has_a_field_for_each_value(string form, string body) =>
        Assert.Equal(body, (await Send("url-encoded", $"client.GetTokenAsync({form})")).Body);

    [Theory]
    [InlineData("client.UploadAudioAsync(FilePart.FromBytes(\"RIFF\"u8.ToArray(), \"a.wav\"))", "audio/wav", "RIFF")]
    [InlineData("client.UploadWaveAsync()", null, "")]
    [InlineData("client.UploadTextAsync(\"grüße\")", "text/markdown; charset=utf-8", "grüße")]
    [InlineData("client.UploadTextMaybeAsync(\"\")", "text/plain; charset=utf-8", "")]
    [InlineData("client.UploadTextMaybeAsync()", null, "")]
    public async Task Files_and_texts_are_bodies(string call, string? type, string body)
    {
        var sent = await Send("uploads", call);

        Assert.Equal(type, sent.Headers.GetValueOrDefault("Content-Type"));
        Assert.Equal(body, sent.Body);
    }

    [Theory]
    [InlineData("client.SendModelAsync(new Note { Text = \"a\" })", "{\"text\":\"a\"}")]
    [InlineData("client.SendModelMaybeAsync()", "")]
    [InlineData("client.SendListAsync([new Note { Text = \"a\" }])", "[{\"text\":\"a\"}]")]
    [InlineData("client.SendListMaybeAsync([1, 2])", "[1,2]")]
    [InlineData("client.SendListMaybeAsync()", "")]
    [InlineData("client.SendNumberAsync(0.1)", "0.1")]
    [InlineData("client.SendNumberMaybeAsync(0)", "0")]
    [InlineData("client.SendNumberMaybeAsync()", "")]
    [InlineData("client.SendTextMaybeAsync(\"\\\"\")", "\"\\\"\"")]
    [InlineData("client.SendAnythingAsync(System.Text.Json.JsonDocument.Parse(\"[null]\").RootElement)", "[null]")]
    [InlineData("client.SendLevelMaybeAsync(Level.Low)", "\"low\"")]
    [InlineData("client.SendInlineAsync(new SendInlineBody { X = 1 }, new SendInlineRequest { Q = \"q\" })", "{\"x\":1}")]
    [InlineData("client.SendNullableAsync(null)", "null")]
    [InlineData("client.SendMapAsync(new Dictionary<string, string> { [\"a\"] = \"b\" })", "{\"a\":\"b\"}")]
    public async Task Any_JSON_is_a_body(string call, string body) => Assert.Equal(body, (await Send("json-bodies", call)).Body);

    [Theory]
    [InlineData("client.SendModelAsync(null!)", "body")]
    [InlineData("client.SendListAsync(null!)", "body")]
    public async Task A_required_body_is_asked_for(string call, string name) =>
        Assert.Equal(name, (await Assert.ThrowsAsync<ArgumentNullException>(() => Send("json-bodies", call))).ParamName);

    [Fact]
    public async Task Pages_are_fetched_one_after_another()
    {
        var handler = new Recorder(number => number switch
        {
            0 => """{"total_pages":2,"things_page":[{"id":"a"},{"id":"b"}]}""",
            _ => """{"total_pages":2,"things_page":[{"id":"c"}]}""",
        });

        var items = await Run(handler, "paging", """
            async () =>
            {
                var ids = "";
                await foreach (var thing in client.ListThingsAsync(new ListThingsRequest { PageSize = 2 }))
                    ids += thing.Id;
                return ids;
            }
            """);

        Assert.Equal("abc", items);
        Assert.Equal(["GET /things?page_number=0&page_size=2", "GET /things?page_number=1&page_size=2"], handler.Sent.Select(s => s.Line));
    }

    [Fact]
    public async Task A_required_page_is_the_first_one()
    {
        var handler = new Recorder(_ => """{"things_page":[]}""");

        await Run(handler, "paging", "async () => (await client.ListVersionsAsync(\"x\", new ListVersionsRequest { Page = 3 }).GetPageAsync()).ThingsPageValue.Count");

        Assert.Equal(["GET /things/x/versions?page=3"], handler.Sent.Select(s => s.Line));
    }

    [Fact]
    public async Task Items_arrive_as_members_of_their_union()
    {
        var handler = new Recorder(_ => "data: {\"type\":\"item\"}\n\ndata: {\"type\":\"end\"}\n\ndata: {\"type\":\"new\"}\n\n", "text/event-stream");

        var names = await Run(handler, "streams", """
            async () =>
            {
                var names = "";
                await foreach (var item in client.GetEventsAsync(new Item()))
                    names += item.GetType().Name + " ";
                return names;
            }
            """);

        Assert.Equal("Item End UnknownGetEventsItem ", names);
    }

    [Theory]
    [InlineData("(await client.GetJsonAsync()).Name", """{"name":"a"}""", "application/json", "a")]
    [InlineData("(await client.GetListAsync()).Count", """[{"name":"a"},{"name":"b"}]""", "application/json", 2)]
    [InlineData("await client.GetNumberAsync()", "60.0", "application/json", 60L)]
    [InlineData("(await client.GetNullableAsync()) is null", "null", "application/json", true)]
    [InlineData("await client.GetTextAsync()", "some text", "text/plain", "some text")]
    [InlineData("await new System.IO.StreamReader((await client.GetFileAsync()).Stream).ReadToEndAsync()", "RIFF", "audio/wav", "RIFF")]
    [InlineData("(await client.GetUnionAsync()).GetType().Name", """{"title":"a"}""", "application/json", "Problem")]
    [InlineData("(await client.GetSeveralAsync())!.Name", """{"name":"a"}""", "application/json", "a")]
    public async Task Responses_are_read_as_what_they_are(string result, string body, string type, object expected) =>
        Assert.Equal(expected, await Run(new Recorder(_ => body, type), "responses", $"async () => {result}"));

    [Fact]
    public async Task The_key_goes_into_the_header_that_the_specification_names()
    {
        var sent = await Send("credentials", "client.ListThingsAsync(new ListThingsRequest { XOther = \"o\" })");

        Assert.Equal("eu.sample.example", sent.Host);
        Assert.Equal("/v1/things", sent.Line[4..]);
        Assert.Equal("k", sent.Headers["X-Sample-Key"]);
        Assert.Equal("o", sent.Headers["X-Other"]);
    }

    private static async Task<SentRequest> Send(string construct, string call)
    {
        var handler = new Recorder(_ => "{}");
        await Run(handler, construct, $"async () => {{ await {call}; return 0; }}");
        return Assert.Single(handler.Sent);
    }

    private static Task<object?> Run(Recorder handler, string construct, string body, string options = "ApiKey = \"k\"") =>
        SampleCalls.Run(handler, ConstructTests.Specs(construct), body, options, expectDiagnostics: true);

    private static IEnumerable<string> Parts(string body)
    {
        var boundary = body[..body.IndexOf("\r\n", StringComparison.Ordinal)];
        foreach (var part in body.Split(boundary, StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
        {
            var (head, content) = (part[..part.IndexOf("\r\n\r\n", StringComparison.Ordinal)], part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2]);
            var disposition = head.Split("\r\n").Single(l => l.StartsWith("Content-Disposition", StringComparison.Ordinal));
            yield return disposition["Content-Disposition: form-data; name=".Length..].Replace("\"", "", StringComparison.Ordinal) + ": " + content;
        }
    }
}
