using System.Net.WebSockets;
using HumeGen.Server.Authentication;
using HumeGen.Server.Tests.Chats;
using HumeGen.Server.Tests.ExpressionMeasurement;

namespace HumeGen.Server.Tests.Keys;

/// <summary>The limits of a key are exact, however many requests come at once, and each refusal says when to come again.</summary>
public sealed class KeyLimitTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Of_a_hundred_requests_at_once_against_a_limit_of_ten_exactly_ten_are_answered()
    {
        await using var host = await KeyedHost.StartAsync();
        var (key, other) = (await host.AddKeyAsync(new() { RequestsPerMinute = 10 }), await host.AddKeyAsync(new() { RequestsPerMinute = 10 }));
        using var http = host.Client(key);

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await http.GetAsync("/v0/evi/tools");
            return await Reply.OfAsync(response);
        }));

        var refused = replies.Where(reply => reply.Status != 200).ToList();
        Assert.Equal(90, refused.Count);
        Assert.All(refused, reply => Assert.Equal(
            (429, "policies.ratelimit.QuotaViolation"), (reply.Status, (string?)reply.Json["fault"]!["detail"]!["errorcode"])));
        Assert.All(refused, reply => Assert.InRange(int.Parse(reply.Header("Retry-After")!, null), 1, 60));
        Assert.Equal(200, (await host.GetAsync(other)).Status);
    }

    [Fact]
    public async Task A_limit_of_the_server_holds_for_every_key_that_has_none_of_its_own()
    {
        await using var host = await KeyedHost.StartAsync(options => options.KeyLimits = new() { RequestsPerMinute = 1 });
        var (key, generous) = (await host.AddKeyAsync(), await host.AddKeyAsync(new() { RequestsPerMinute = 3 }));

        Assert.Equal((200, 429), ((await host.GetAsync(key)).Status, (await host.GetAsync(key)).Status));
        Assert.Equal((200, 429), ((await host.Hume.GetAsync("/v0/evi/tools")).Status, (await host.Hume.GetAsync("/v0/evi/tools")).Status));
        for (var i = 0; i < 4; i++)
            Assert.Equal(i < 3 ? 200 : 429, (await host.GetAsync(generous)).Status);
    }

    [Fact]
    public async Task Of_twenty_chats_at_once_against_a_limit_of_three_exactly_three_are_opened_and_one_that_ends_makes_room()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync(new() { Chats = 3 });
        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TryOpenAsync(host, key)));
        var chats = opened.OfType<HumeSocket>().ToList();

        Assert.Equal(3, chats.Count);
        Assert.Equal(429, await HumeSocket.RefusalAsync(host.Hume, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey)));
        await using (await HumeSocket.OpenAsync(host.Hume, "/v0/stream/models", ("X-Hume-Api-Key", key.ApiKey)))
        {
            // Only chats count.
        }

        await chats[0].Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);
        using var bound = new CancellationTokenSource(Bound);
        HumeSocket? next;
        while ((next = await TryOpenAsync(host, key)) is null)
            await Task.Delay(5, bound.Token);

        foreach (var chat in chats.Append(next))
            await chat.DisposeAsync();
    }

    [Fact]
    public async Task Twenty_calls_for_speech_at_once_get_no_more_than_the_audio_of_a_day_and_the_next_day_begins_anew()
    {
        var time = new ManualTime();
        await using var host = await KeyedHost.StartAsync(options => options.TimeProvider = time);
        var key = await host.AddKeyAsync(new() { AudioSecondsPerDay = 10 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SpeakAsync(host, key)));

        Assert.InRange(answers.Sum(answer => answer.Seconds), 0.1, 10);
        Assert.Contains(answers, answer => answer.Status == 429);
        // Less than is left of the limit is asked for until nothing is.
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal(429, answer.Status));
        Assert.All(answers.Where(answer => answer.Status == 429), answer => Assert.InRange(answer.RetryAfter!.Value.TotalHours, 0, 24));

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await SpeakAsync(host, key)).Status);
    }

    [Fact]
    public async Task What_a_key_has_used_is_known_after_a_restart()
    {
        var store = new MemoryKeyStore();
        NewKey key;
        await using (var host = await KeyedHost.StartAsync(store: store))
        {
            key = await host.AddKeyAsync(new() { AudioSecondsPerDay = 3 });
            while ((await SpeakAsync(host, key)).Status == 200)
            {
                // Until the day's audio is used.
            }
        }

        await using var again = await KeyedHost.StartAsync(store: store);
        Assert.Equal(429, (await SpeakAsync(again, key)).Status);
    }

    [Theory]
    [InlineData("E0300", "out_of_credits")]
    [InlineData("E0301", "monthly_credit_limit")]
    public async Task A_budget_of_credits_that_is_used_up_is_Humes_error(string code, string slug)
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync(code == "E0300" ? new() { Credits = 1 } : new() { CreditsPerMonth = 1 });

        using var refused = await host.SpeakAsync(key, new string('a', 200));
        var reply = await Reply.OfAsync(refused);
        await using var chat = await HumeSocket.OpenAsync(host.Hume, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey));
        await chat.SayAsync("Tell me a long story about a fox and a hen.");
        var told = (await chat.ReadUntilAsync("error"))[^1];

        Assert.Equal((400, code, slug), (reply.Status, (string?)reply.Json["code"], (string?)reply.Json["error"]));
        Assert.Equal((code, slug), ((string?)told["code"], (string?)told["slug"]));
    }

    [Fact]
    public async Task A_chat_of_a_key_without_audio_left_is_told_so_at_its_beginning_and_closed_with_1008()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync(new() { Credits = 100 });
        await host.Store.AddUsageAsync(key.Stored.Id, DateOnly.FromDateTime(DateTime.UtcNow), 100);

        await using var chat = await HumeSocket.OpenAsync(host.Hume, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey));
        var messages = await chat.ReadToCloseAsync(1008);

        Assert.Equal("E0300", (string?)Assert.Single(messages)["code"]);
        Assert.Equal(200, (await host.GetAsync(key)).Status);
    }

    [Fact]
    public async Task Sound_that_a_chat_hears_counts()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync(new() { CreditsPerMonth = 2 });
        await using var chat = await HumeSocket.OpenAsync(host.Hume, $"/v0/evi/chat?{ChatWire.Linear16}", ("X-Hume-Api-Key", key.ApiKey));
        await chat.ReadUntilAsync("session_settings");

        await chat.SendSoundAsync(ChatWire.Silence(2500));

        Assert.Equal("E0301", (string?)(await chat.ReadUntilAsync("error"))[^1]["code"]);
    }

    [Fact]
    public async Task Sound_that_is_streamed_to_be_measured_counts_and_text_does_not()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync(new() { CreditsPerMonth = 2.5 });
        await using var stream = await HumeSocket.OpenAsync(host.Hume, "/v0/stream/models", ("X-Hume-Api-Key", key.ApiKey));

        var codes = new List<string?>();
        for (var second = 1; second <= 4; second++)
            codes.Add(await MeasureAsync(stream, Convert.ToBase64String(Jobs.Wave(1))));

        var text = await MeasureAsync(stream, "What a lovely day");
        // What other servers have told counts from the first sound on.
        await host.Store.AddUsageAsync(key.Stored.Id, DateOnly.FromDateTime(DateTime.UtcNow), 100);
        await using var later = await KeyedHost.StartAsync(store: host.Store);
        await using var other = await HumeSocket.OpenAsync(later.Hume, "/v0/stream/models", ("X-Hume-Api-Key", key.ApiKey));

        Assert.DoesNotContain("E0301", codes[..2]);
        Assert.Equal(["E0301", "E0301"], codes[2..]);
        Assert.NotEqual("E0301", text);
        Assert.Equal("E0301", await MeasureAsync(other, Convert.ToBase64String(Jobs.Wave(1))));

        static async Task<string?> MeasureAsync(HumeSocket socket, string data)
        {
            var (model, isText) = data.Contains(' ') ? ("language", "true") : ("prosody", "false");
            await socket.SendAsync($$"""{"data":"{{data}}","raw_text":{{isText}},"models":{"{{model}}":{} } }""");
            return (string?)(await socket.ReadAsync())!["code"];
        }
    }

    [Fact]
    public async Task A_limit_that_makes_no_sense_is_refused_at_the_start_and_when_a_key_is_made()
    {
        var atStart = await Assert.ThrowsAsync<ArgumentException>(() => KeyedHost.StartAsync(options => options.KeyLimits = new() { Chats = 0 }));
        var atKey = Assert.Throws<ArgumentException>(() => NewKey.Create("an app", new() { CreditsPerMonth = -1 }, DateTimeOffset.UtcNow));

        var endless = Assert.Throws<ArgumentException>(() => NewKey.Create("an app", new() { Credits = double.PositiveInfinity }, DateTimeOffset.UtcNow));
        var none = Assert.Throws<ArgumentException>(() => NewKey.Create("an app", new() { AudioSecondsPerDay = double.NaN }, DateTimeOffset.UtcNow));

        Assert.StartsWith("KeyLimits.Chats must be a number above 0, but is 0;", atStart.Message, StringComparison.Ordinal);
        Assert.StartsWith("KeyLimits.CreditsPerMonth must be a number above 0, but is -1;", atKey.Message, StringComparison.Ordinal);
        Assert.StartsWith("KeyLimits.Credits must be a number above 0,", endless.Message, StringComparison.Ordinal);
        Assert.StartsWith("KeyLimits.AudioSecondsPerDay must be a number above 0,", none.Message, StringComparison.Ordinal);
    }

    private static async Task<HumeSocket?> TryOpenAsync(KeyedHost host, NewKey key)
    {
        try
        {
            return await HumeSocket.OpenAsync(host.Hume, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey));
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private static async Task<(int Status, double Seconds, TimeSpan? RetryAfter)> SpeakAsync(KeyedHost host, NewKey key)
    {
        using var response = await host.SpeakAsync(key, "A sentence of some length.");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return ((int)response.StatusCode, response.IsSuccessStatusCode ? bytes.Length / 2 / 48_000.0 : 0, response.Headers.RetryAfter?.Delta);
    }
}
