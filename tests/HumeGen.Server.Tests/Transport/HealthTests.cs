namespace HumeGen.Server.Tests.Transport;

/// <summary>The question of a load balancer.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData(Served.Server, "/health")]
    [InlineData(Served.Simulator, "/health")]
    [InlineData(Served.Server, "//health/")]
    public async Task Health_needs_no_key_and_is_json(Served form, string path)
    {
        await using var hume = await HumeHost.StartAsync(form);
        using var http = hume.Client();

        using var response = await http.GetAsync(hume.Address.GetLeftPart(UriPartial.Authority) + path);
        var answer = await Reply.OfAsync(response);

        Assert.Equal((200, "ok", "application/json"), (answer.Status, (string?)answer.Json["status"], answer.Header("Content-Type")));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Ready_says_that_the_store_answers_and_503_that_it_does_not_or_that_the_server_stops()
    {
        var store = new JobStoreWithoutDatabase();
        await using var hume = await HumeHost.StartServerAsync(options => options.Stores.Jobs = store);
        using var http = hume.Client();

        using var before = await http.GetAsync("/ready");
        store.IsDown = true;
        using var down = await http.GetAsync("/ready");
        using var alive = await http.GetAsync("/health");
        store.IsDown = false;
        using var again = await http.GetAsync("/ready");
        hume.Server!.Stop();
        using var stopping = await http.GetAsync("/ready");

        Assert.Equal([200, 503, 200, 200, 503], new[] { before, down, alive, again, stopping }.Select(answer => (int)answer.StatusCode));
        Assert.Equal("ready", (string?)(await Reply.OfAsync(before)).Json["status"]);
        Assert.Equal("store_not_reachable", (string?)(await Reply.OfAsync(down)).Json["status"]);
        Assert.Equal("stopping", (string?)(await Reply.OfAsync(stopping)).Json["status"]);
    }

    [Fact]
    public async Task A_head_request_has_the_status_and_no_body()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        var answer = await hume.SendAsync(HttpMethod.Head, "/health");

        Assert.Equal((200, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Health_is_503_while_the_server_stops_and_so_is_every_call()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        hume.Server!.Stop();
        var health = await hume.GetAsync("/health");
        var call = await hume.GetAsync("/v0/evi/configs");

        Assert.Equal((503, "stopping"), (health.Status, (string?)health.Json["status"]));
        Assert.Equal((503, "stopping", "5"), (call.Status, (string?)call.Json["error"], call.Header("Retry-After")));
    }

    [Fact]
    public async Task Health_checks_do_not_fill_the_record_of_requests()
    {
        await using var simulator = await HumeGen.Simulator.HumeSimulator.StartAsync();
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };

        await http.GetStringAsync("/health");

        Assert.Empty(simulator.Requests);
    }
}
