using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.Transport;

/// <summary>The log says what happened, and nothing that is nobody's business.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task A_line_has_the_method_the_route_the_status_and_the_request_id()
    {
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(log: log);

        var good = await hume.GetAsync("/v0/evi/configs?name=somebody");
        var missing = await hume.GetAsync("/v0/evi/configs/795c949a-1510-4a80-9646-7d0863b023ab");
        var nowhere = await hume.GetAsync("/v0/private-path");

        var lines = await LinesAsync(log, 3);
        Assert.Matches($@"^GET /v0/evi/configs was answered with 200 in \d+ ms \({good.Header("x-request-id")}\)", lines[0]);
        Assert.Matches($@"^GET /v0/evi/configs/{{id}} was answered with 400 in \d+ ms \({missing.Header("x-request-id")}\)", lines[1]);
        Assert.Matches($@"^GET \(unknown\) was answered with 404 in \d+ ms \({nowhere.Header("x-request-id")}\)", lines[2]);
    }

    [Fact]
    public async Task A_socket_has_a_line_when_it_ends()
    {
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(log: log);
        await using (var socket = await HumeSocket.OpenAsync(hume, "/v0/evi/chat"))
            await socket.ReadAsync();

        Assert.Matches(@"^GET /v0/evi/chat was answered with 101 in \d+ ms", Assert.Single(await LinesAsync(log, 1)));
    }

    [Fact]
    public async Task No_key_token_query_or_body_reaches_the_log_of_any_level()
    {
        const string canary = "canary-5f1c";
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(
            options =>
            {
                options.ApiKey = $"{canary}-key";
                options.SecretKey = $"{canary}-secret";
                options.Stores.Tools = new BrokenStore();
            },
            log);
        using var http = hume.Client(("X-Hume-Api-Key", $"{canary}-key"));
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{canary}-key:{canary}-secret"));

        using var asker = hume.Client(("Authorization", "Basic " + basic));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var issued = await asker.PostAsync("/oauth2-cc/token", form);
        var token = (string)(await Reply.OfAsync(issued)).Json["access_token"]!;
        using var wrong = hume.Client(("X-Hume-Api-Key", $"{canary}-wrong"), ("Authorization", $"Bearer {canary}"));
        foreach (var (client, path) in new[]
        {
            (http, $"/v0/evi/configs?name={canary}"), (http, $"/v0/evi/configs?api_key={canary}-key&apiKey={canary}"), (wrong, "/v0/evi/configs"),
            (http, $"/v0/evi/tools?name={canary}"), (http, $"/v0/evi/configs?{canary}={canary}"),
        })
        {
            using var answer = await client.GetAsync(path);
        }

        foreach (var body in new[] { $$"""{"name":"{{canary}}","text":"{{canary}}"}""", $"{{{canary}", $$"""{"name":"n","{{canary}}":1}""" })
        {
            using var json = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v0/evi/prompts", json);
        }

        foreach (var query in new[] { $"api_key={canary}-key", $"access_token={token}&session_settings[language_model_api_key]={canary}" })
        {
            await using var socket = await HumeSocket.OpenAsync(hume, $"/v0/evi/chat?{query}", ("Origin", "https://page.example"));
            await socket.ReadAsync();
            await socket.SendAsync($$"""{"type":"session_settings","language_model_api_key":"{{canary}}"}""");
            await socket.ReadAsync();
        }

        Assert.Equal(401, await HumeSocket.RefusalAsync(hume, $"/v0/evi/chat?api_key={canary}-other"));
        await LinesAsync(log, 12);
        var all = log.Entries.Select(entry => $"{entry.Category}: {entry.Text}").ToList();
        Assert.DoesNotContain(all, text => text.Contains(canary, StringComparison.Ordinal));
        Assert.DoesNotContain(all, text => text.Contains(token, StringComparison.Ordinal) || text.Contains(basic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_the_server_is_logged_with_its_exception_and_answered_without()
    {
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(options => options.Stores.Configs = new BrokenStore(), log);

        var answer = await hume.GetAsync("/v0/evi/configs");
        await using var socket = await HumeSocket.OpenAsync(hume, "/v0/evi/chat?config_id=795c949a-1510-4a80-9646-7d0863b023ab");
        var messages = await socket.ReadToCloseAsync(1011);

        Assert.Equal((500, "I0100"), (answer.Status, (string?)answer.Json["code"]));
        Assert.Contains(answer.Header("x-request-id")!, (string?)answer.Json["message"], StringComparison.Ordinal);
        Assert.DoesNotContain("Password", answer.Text + socket.Client.CloseStatusDescription + string.Concat(messages), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        var faults = log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text).ToList();
        Assert.Equal(2, faults.Count);
        Assert.StartsWith($"GET /v0/evi/configs failed by a fault of the server or of an engine ({answer.Header("x-request-id")})", faults[0], StringComparison.Ordinal);
        Assert.All(faults, text => Assert.Contains(BrokenStore.Words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASP_NET_does_not_log_the_address_of_a_request_either()
    {
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(log: log);

        await hume.GetAsync("/v0/evi/configs?name=in-the-query");

        Assert.DoesNotContain(log.Entries, entry => entry.Category == "Microsoft.AspNetCore.Hosting.Diagnostics" && entry.Level < LogLevel.Warning);
    }

    // The line of a request is written after its answer has been sent.
    private static async Task<List<string>> LinesAsync(CapturedLog log, int count)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<string> lines;
        while ((lines = [.. log.Lines.Where(line => line.Level == LogLevel.Information).Select(line => line.Text)]).Count < count)
            await Task.Delay(5, bound.Token);

        return lines;
    }
}
