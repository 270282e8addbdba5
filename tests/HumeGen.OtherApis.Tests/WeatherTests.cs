using System.Text;
using System.Text.Json;
using Weather;

namespace HumeGen.OtherApis.Tests;

/// <summary>An API of OpenAPI 3.2 and AsyncAPI 3 with OAuth 2, against a server.</summary>
public sealed class WeatherTests
{
    private const string Station = """{"id":"s1","name":"Brocken","place":[10.6,51.8],"price":1234.50,"opened":"1895-10-01"}""";

    [Fact]
    public async Task Client_credentials_become_a_token_that_goes_with_every_call()
    {
        await using var server = await Server.StartAsync(r => r.Line.EndsWith("/token", StringComparison.Ordinal)
            ? Answer.Json("""{"access_token":"fresh-token","token_type":"bearer","expires_in":3600}""")
            : Answer.Json("[]"));
        using var client = new WeatherClient(new WeatherClientOptions { Credential = ApiCredential.FromClientCredentials("me", "my-secret"), BaseAddress = server.Address });

        await client.Stations.ListStationsAsync();
        await client.Stations.ListStationsAsync();

        Assert.Equal(["POST /token", "GET /stations", "GET /stations"], server.Requests.Select(r => r.Line));
        Assert.Equal("Basic " + Convert.ToBase64String("me:my-secret"u8), server.Requests[0].Header("Authorization"));
        Assert.Equal("Bearer fresh-token", server.Requests[2].Header("Authorization"));
    }

    [Fact]
    public async Task Parameters_are_spelt_in_their_styles()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json($"[{Station}]"));
        using var client = Client(server);

        var stations = await client.Stations.ListStationsAsync(new StationsListStationsRequest
        {
            Near = [10.5, 51],
            Filter = new Filter { Name = "Bro", Height = new FilterHeight { Min = 100 } },
            Since = new DateOnly(2026, 11, 21),
            Sort = ListStationsSort.Height,
        });

        Assert.Equal("GET /stations?near=10.5%7C51&filter%5Bname%5D=Bro&filter%5Bheight%5D%5Bmin%5D=100&since=2026-11-21&sort=height", server.Requests[0].Line);
        var station = Assert.Single(stations);
        Assert.Equal([10.6, 51.8], station.Place);
        Assert.Equal(1234.50m, station.Price);
        Assert.Equal(new DateOnly(1895, 10, 1), station.Opened);
        Assert.Null(station.Secret);
    }

    [Fact]
    public async Task A_method_that_is_new_in_OpenAPI_3_2_has_a_body()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("[]"));
        using var client = Client(server);

        await client.Stations.SearchStationsAsync(new Filter { Name = "B" });

        Assert.Equal(("QUERY /stations", """{"name":"B"}""", "application/json"), (server.Requests[0].Line, server.Requests[0].Body, server.Requests[0].Header("Content-Type")));
    }

    [Theory]
    [InlineData(201, Station, typeof(Station))]
    [InlineData(202, """{"ticket":"t1"}""", typeof(Ticket))]
    public async Task A_call_with_several_successes_gives_back_what_came(int status, string body, Type type)
    {
        await using var server = await Server.StartAsync(_ => Answer.Json(body, status));
        using var client = Client(server);

        // What only the server sets is not asked for.
        var added = await client.Stations.AddStationAsync(new Station
        {
            Name = "Brocken",
            Place = [10.6, 51.8],
            Price = 1234.50m,
            Secret = "s",
            Labels = new Dictionary<string, string> { ["a"] = "b" },
        });

        Assert.IsType(type, added);
        Assert.Equal("""{"name":"Brocken","place":[10.6,51.8],"price":1234.50,"secret":"s","labels":{"a":"b"}}""", server.Requests[0].Body);
    }

    [Fact]
    public async Task No_content_is_null_and_headers_can_be_seen()
    {
        await using var server = await Server.StartAsync(r => r.Line.EndsWith("s1", StringComparison.Ordinal) ? Answer.Json(Station) : new Answer(204, "", ""));
        using var client = Client(server);
        ApiResponse? seen = null;

        Assert.Equal("Brocken", (await client.Stations.FindStationAsync("s1"))!.Name);
        Assert.Null(await client.Stations.FindStationAsync("s/2", new ApiCallOptions { OnResponse = r => seen = r }));

        Assert.Equal("GET /stations/s%2F2", server.Requests[1].Line);
        Assert.Equal(204, (int)seen!.StatusCode);
    }

    [Fact]
    public async Task A_patch_has_the_media_type_of_patches()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json(Station));
        using var client = Client(server);

        await client.Stations.ChangeStationAsync("s1", new Dictionary<string, JsonElement> { ["name"] = JsonDocument.Parse("null").RootElement });

        Assert.Equal(("PATCH /stations/s1", "application/merge-patch+json", """{"name":null}"""), (server.Requests[0].Line, server.Requests[0].Header("Content-Type"), server.Requests[0].Body));
    }

    [Fact]
    public async Task Lines_are_read_as_heirs_of_their_base()
    {
        await using var server = await Server.StartAsync(_ => new Answer(200, "application/x-ndjson", """
            {"at":"2026-11-21T10:00:00Z","kind":"wind","speed":12.5}
            {"kind":"rain","at":"2026-11-21T11:00:00Z","amount":1,"version":2}
            {"kind":"snow","at":"2026-11-21T12:00:00Z"}

            """));
        using var client = Client(server);

        var readings = new List<IReading>();
        await foreach (var reading in client.Stations.Readings.ListReadingsAsync("s1", new ListReadingsRange { From = new DateOnly(2026, 11, 1) }))
            readings.Add(reading);

        Assert.Equal("GET /stations/s1/readings/;from=2026-11-01", server.Requests[0].Line);
        Assert.Equal(12.5, Assert.IsType<Wind>(readings[0]).Speed);
        Assert.Equal(2, Assert.IsType<Rain>(readings[1]).Version);
        Assert.Equal("snow", Assert.IsType<UnknownReading>(readings[2]).Kind);
        Assert.Equal("rain", readings[1].Kind);
    }

    [Fact]
    public async Task Events_are_read_by_what_is_in_their_data()
    {
        await using var server = await Server.StartAsync(_ => new Answer(200, "text/event-stream", "event: reading\nid: 1\ndata: {\"kind\":\"wind\",\ndata: \"at\":\"2026-11-21T10:00:00Z\",\"speed\":1}\n\n: nothing\n\n"));
        using var client = Client(server);

        var readings = new List<IReading>();
        await foreach (var reading in client.Stations.Readings.WatchReadingsAsync())
            readings.Add(reading);

        Assert.Equal("text/event-stream", server.Requests[0].Header("Accept"));
        Assert.Equal(1, Assert.IsType<Wind>(Assert.Single(readings)).Speed);
    }

    [Fact]
    public async Task A_form_goes_to_a_server_of_its_own_with_parts_of_their_types()
    {
        await using var server = await Server.StartAsync(_ => new Answer(204, "", ""));
        using var client = Client(server);

        await client.SendPictureAsync(new SendPictureRequest { Picture = FilePart.FromBytes(new byte[] { 0x89, 0x50 }, "sky.png"), About = new Filter { Name = "n" } });

        // The address of the options takes the place of the host, with the path of the server behind.
        Assert.Equal("POST /sky/pictures", server.Requests[0].Line);
        Assert.Contains("Content-Type: image/png\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"sky.png\"\r\n\r\n\u0089P\r\n", server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\nContent-Disposition: form-data; name=\"about\"\r\n\r\n{\"name\":\"n\"}\r\n", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_is_an_error_with_its_title()
    {
        await using var server = await Server.StartAsync(_ => new Answer(422, "application/problem+json", """{"title":"No such place"}"""));
        using var client = Client(server);

        var error = await Assert.ThrowsAnyAsync<WeatherApiException>(() => client.Stations.ListStationsAsync());

        Assert.Equal(422, (int)error.StatusCode);
    }

    [Fact]
    public async Task Binary_frames_go_both_ways_beside_replies()
    {
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (isText, bytes) => isText
            ? [(true, Encoding.UTF8.GetBytes("""{"angle":90}"""))]
            : [(false, [.. bytes.Reverse()])]);
        using var client = Client(server);

        await using var radar = await client.Radar.ConnectAsync("s1", new RadarConnectRequest { Size = 64 });
        await radar.SendAsync(new Turn { Degrees = 90 });
        await radar.SendAsync(new Mask { Data = new byte[] { 1, 2, 3 } });
        var first = await radar.Reader.ReadAsync();
        var second = await radar.Reader.ReadAsync();

        Assert.Equal("GET /live/radar/s1?size=64", server.Requests[0].Line);
        Assert.Equal("Bearer token-of-a-test", server.Requests[0].Header("Authorization"));
        Assert.Equal(90, Assert.IsType<Turned>(first).Angle);
        Assert.Equal([3, 2, 1], Assert.IsType<Picture>(second).Data.ToArray());
    }

    private static WeatherClient Client(Server server) =>
        new(new WeatherClientOptions { Credential = ApiCredential.FromAccessToken("token-of-a-test"), BaseAddress = server.Address });
}
