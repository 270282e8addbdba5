namespace HumeGen.Server.Tests.Transport;

/// <summary>Pages of browsers call the server from their own origin.</summary>
public sealed class CrossOriginTests
{
    private const string Page = "https://page.example";

    private static readonly string[] ClientHeaders =
    [
        "authorization", "content-type", "x-hume-api-key", "x-hume-client-name", "x-hume-client-version", "x-fern-language", "x-fern-runtime",
        "x-fern-runtime-version", "x-fern-sdk-name", "x-fern-sdk-version",
    ];

    [Theory]
    [InlineData(Served.Server, "POST", "/v0/tts")]
    [InlineData(Served.Simulator, "POST", "/v0/tts")]
    [InlineData(Served.Server, "DELETE", "/v0/evi/configs/1")]
    [InlineData(Served.Server, "PATCH", "/v0/evi/configs/1")]
    [InlineData(Served.Server, "GET", "/v0/batch/jobs")]
    [InlineData(Served.Server, "POST", "/oauth2-cc/token")]
    [InlineData(Served.Simulator, "POST", "/oauth2-cc/token")]
    [InlineData(Served.Server, "GET", "/nowhere")]
    public async Task W4_a_preflight_without_a_credential_gets_leave_for_the_headers_of_clients(Served form, string method, string path)
    {
        await using var hume = await HumeHost.StartAsync(form);

        var leave = await PreflightAsync(hume, method, path, Page);

        Assert.Equal((204, "*"), (leave.Status, leave.Header("Access-Control-Allow-Origin")));
        Assert.Contains(method, leave.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Superset(ClientHeaders.ToHashSet(), leave.Header("Access-Control-Allow-Headers")!.Split(',').Select(name => name.Trim()).ToHashSet());
        Assert.NotNull(leave.Header("Access-Control-Max-Age"));
    }

    [Theory]
    [InlineData(Served.Server, "/v0/evi/configs", true, 200)]
    [InlineData(Served.Simulator, "/v0/evi/configs", true, 200)]
    [InlineData(Served.Server, "/v0/evi/configs", false, 401)]
    [InlineData(Served.Simulator, "/v0/evi/configs", false, 401)]
    [InlineData(Served.Server, "/v0/evi/configs/1", true, 400)]
    [InlineData(Served.Server, "/v0/nowhere", true, 404)]
    [InlineData(Served.Server, "/v0/tts", true, 405)]
    [InlineData(Served.Server, "/v0/evi/chat", true, 426)]
    [InlineData(Served.Server, "/v0/batch/jobs?limit=x", true, 422)]
    [InlineData(Served.Server, "/health", false, 200)]
    public async Task W4_every_answer_lets_the_page_read_it_refusals_too(Served form, string path, bool withKey, int status)
    {
        await using var hume = await HumeHost.StartAsync(form);
        using var http = withKey ? hume.Client(("Origin", Page), ("X-Hume-Api-Key", HumeHost.Key)) : hume.Client(("Origin", Page));

        using var response = await http.GetAsync(path);
        var answer = await Reply.OfAsync(response);

        Assert.Equal((status, "*"), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal(["Content-Disposition", "Retry-After", "WWW-Authenticate", "x-request-id", "x-voice-stand-in"], answer.Header("Access-Control-Expose-Headers")!.Split(',').Order());
        Assert.NotNull(answer.Header("x-request-id"));
    }

    [Fact]
    public async Task W4_a_body_that_is_too_large_and_a_fault_of_the_server_are_read_by_pages_too()
    {
        await using var hume = await HumeHost.StartServerAsync(options =>
        {
            options.Limits = new() { RequestBodyBytes = 1000 };
            options.Stores.Tools = new BrokenStore();
        });
        using var http = hume.Client(("Origin", Page), ("X-Hume-Api-Key", HumeHost.Key));

        using var large = await http.PostAsync("/v0/evi/tools", new ByteArrayContent(new byte[2000]));
        using var fault = await http.GetAsync("/v0/evi/tools");

        Assert.Equal((413, 500), ((int)large.StatusCode, (int)fault.StatusCode));
        Assert.Equal("*", Assert.Single(large.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("*", Assert.Single(fault.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task W4_named_origins_are_let_in_and_others_are_not()
    {
        await using var hume = await HumeHost.StartServerAsync(options => options.AllowedOrigins.Add(Page));

        var named = await PreflightAsync(hume, "POST", "/v0/tts", Page);
        var other = await PreflightAsync(hume, "POST", "/v0/tts", "https://other.example");

        Assert.Equal(Page, named.Header("Access-Control-Allow-Origin"));
        Assert.Null(other.Header("Access-Control-Allow-Origin"));
        Assert.Null(other.Header("Access-Control-Allow-Headers"));
    }

    [Fact]
    public async Task W4_where_origins_are_named_sockets_of_other_pages_are_refused_even_with_the_key()
    {
        await using var hume = await HumeHost.StartServerAsync(options => options.AllowedOrigins.Add(Page));
        var path = $"/v0/evi/chat?api_key={Uri.EscapeDataString(HumeHost.Key)}";

        Assert.Equal(403, await HumeSocket.RefusalAsync(hume, path, ("Origin", "https://other.example")));
        Assert.Equal(403, await HumeSocket.RefusalAsync(hume, path, ("Origin", "null")));
        await using var page = await HumeSocket.OpenAsync(hume, path, ("Origin", Page));
        await using var program = await HumeSocket.OpenAsync(hume, path);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("page.example")]
    [InlineData("https://page.example/")]
    [InlineData("https://page.example/app")]
    [InlineData("ftp://page.example")]
    [InlineData("")]
    public void An_origin_that_is_none_is_refused_at_the_start(string origin)
    {
        var options = new HumeServerOptions();
        options.AllowedOrigins.Add(origin);

        var error = Assert.Throws<ArgumentException>(() => new HumeServer(options));

        Assert.Contains($"AllowedOrigins has '{origin}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preflight_uses_up_no_failure_that_a_test_asked_for()
    {
        await using var simulator = await HumeGen.Simulator.HumeSimulator.StartAsync();
        simulator.FailNext(HumeGen.Simulator.InjectedFailure.Status(503));
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        http.DefaultRequestHeaders.Add("Origin", Page);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v0/tts");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");

        using var leave = await http.SendAsync(preflight);
        using var failed = await http.GetAsync("/v0/tts/voices");

        Assert.Equal((204, 503), ((int)leave.StatusCode, (int)failed.StatusCode));
        Assert.Equal("GET /v0/tts/voices", Assert.Single(simulator.Requests).ToString());
        Assert.Equal("*", Assert.Single(failed.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    private static async Task<Reply> PreflightAsync(HumeHost hume, string method, string path, string origin)
    {
        using var http = hume.Client(("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", string.Join(',', ClientHeaders)));
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }
}
