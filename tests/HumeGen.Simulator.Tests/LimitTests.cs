using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server;

namespace HumeGen.Simulator.Tests;

/// <summary>All that a request could multiply has a limit; beyond it the answer is an error as Hume writes them, and nothing is kept.</summary>
[Trait("Attack", "docs/reliability.md#requests-that-multiply")]
public sealed class LimitTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/v0/tts")]
    [InlineData("/v0/tts/file")]
    [InlineData("/v0/tts/stream/file")]
    [InlineData("/v0/tts/stream/json")]
    public async Task Silence_and_generations_count_as_audio(string path)
    {
        await using var hume = await Hume.StartAsync();
        var utterances = Utterances(400, """{"text":"a","trailing_silence":5}""");

        var silence = await hume.PostAsync(path, $$"""{"utterances":{{utterances}}}""");
        var many = await hume.PostAsync(path, $$"""{"num_generations":5,"utterances":{{Utterances(80, """{"text":"a","trailing_silence":5}""")}}}""");

        foreach (var answer in new[] { silence, many })
            Assert.Contains("at most 1800 seconds of audio for one request: silence and generations count, and the silence alone makes 2000", Assert.Single(answer.Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v0/tts")]
    [InlineData("/v0/tts/file")]
    public async Task Speech_that_gets_too_long_is_refused_before_any_of_it_is_sent(string path)
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { AudioSeconds = 20 } });

        var slow = await hume.PostAsync(path, $$"""{"utterances":{{Utterances(3, $$"""{"text":"{{new string('a', 40)}}","speed":0.25}""")}}}""");

        Assert.Contains("at most 20 seconds of audio for one request", Assert.Single(slow.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_that_gets_too_long_ends_its_stream_with_an_error()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { AudioSeconds = 20 } });
        var body = $$"""{"format":{"type":"pcm"},"utterances":{{Utterances(3, $$"""{"text":"{{new string('a', 40)}}","speed":0.25}""")}}}""";

        var items = (await hume.PostAsync("/v0/tts/stream/json", body)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(("error", "E0101"), ((string?)items[^1]["type"], (string?)items[^1]["code"]));
        Assert.InRange(items.SkipLast(1).Sum(item => Convert.FromBase64String((string)item["audio"]!).Length), 15 * 96_000, 20 * 96_000);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hume.PostAsync("/v0/tts/stream/file", body));
    }

    [Fact]
    public async Task The_limit_of_audio_is_an_option_and_exact()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { AudioSeconds = 1.2 } });

        (await hume.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"{{new string('a', 20)}}"}]}""")).Ok();
        Assert.Single((await hume.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"{{new string('a', 21)}}"}]}""")).Faults());
    }

    [Fact]
    public async Task A_recording_of_a_few_bytes_that_lasts_for_hours_is_not_converted()
    {
        await using var hume = await Hume.StartAsync();
        var recording = Wav.Tone(0.5, 8000);
        BitConverter.TryWriteBytes(recording.AsSpan(24), 1);
        using var form = new MultipartFormDataContent { { Hume.FilePart(recording, "audio/wav"), "audio", "a.wav" } };

        var answer = await hume.PostFormAsync("/v0/tts/voice_conversion/file", form);

        Assert.Contains("it lasts more than 1800 seconds, which are the most", Assert.Single(answer.Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":["TEXT"]}""")]
    [InlineData("""{"text":["TEXT"],"models":{"prosody":{},"language":{"granularity":"word"}}}""")]
    public async Task A_job_makes_no_more_predictions_than_the_limit(string body)
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });

        var answer = await hume.PostAsync("/v0/batch/jobs", body.Replace("TEXT", string.Concat(Enumerable.Repeat("a ", 10_001)), StringComparison.Ordinal));
        var most = await hume.PostAsync("/v0/batch/jobs", """{"text":["TEXT"],"models":{"language":{}}}""".Replace("TEXT", string.Concat(Enumerable.Repeat("a ", 3000)), StringComparison.Ordinal));

        Assert.Contains("at most 10000 predictions in one job, not 10001", Assert.Single(answer.Faults()), StringComparison.Ordinal);
        Assert.Equal(3000, (int)(await hume.GetAsync($"/v0/batch/jobs/{most.Ok()["job_id"]}")).Ok()["state"]!["num_predictions"]!);
    }

    [Fact]
    public async Task A_long_recording_with_narrow_windows_makes_no_more_predictions_than_the_limit()
    {
        await using var hume = await Hume.StartAsync();
        var recording = Wav.Tone(2, 8000);
        BitConverter.TryWriteBytes(recording.AsSpan(24), 1);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"models":{"prosody":{"window":{"length":0.5,"step":0.5}}}}"""), "json" },
            { Hume.FilePart(recording, "audio/wav"), "file", "a.wav" },
        };

        Assert.Contains("predictions in one job, not 32001", Assert.Single((await hume.PostFormAsync("/v0/batch/jobs", form)).Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":[TEXTS]}""")]
    [InlineData("""{"urls":[TEXTS]}""")]
    public async Task A_job_takes_no_more_sources_than_the_limit(string body)
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/batch/jobs", body.Replace("TEXTS", string.Join(',', Enumerable.Repeat("\"https://a.example/a.txt\"", 101)), StringComparison.Ordinal));

        Assert.Single(answer.Faults());
    }

    [Fact]
    public async Task A_body_of_many_small_values_is_refused_before_it_becomes_a_tree()
    {
        await using var hume = await Hume.StartAsync();

        var one = await hume.PostAsync("/v0/evi/tools", $$"""{"name":"n","parameters":"{}","x":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]}""");
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 20; i++)
            form.Add(new StringContent($$"""{"text":[{{string.Join(',', Enumerable.Repeat("\"a\"", 10_000))}}]}"""), i == 0 ? "json" : $"json[{i}]");
        var parts = await hume.PostFormAsync("/v0/batch/jobs", form);

        Assert.Equal("E0100", (string?)one.Expect(HttpStatusCode.BadRequest)["code"]);
        Assert.Contains("more than 100000 names and values", one.Text, StringComparison.Ordinal);
        Assert.Contains("more than 100000 names and values", parts.Expect(HttpStatusCode.UnprocessableEntity).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_told_up_to_a_number_and_a_length()
    {
        await using var hume = await Hume.StartAsync();
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"{i}\":1"));

        var answer = await hume.PostAsync("/v0/evi/tools", $$"""{"name":"n","parameters":"{}",{{many}}}""");
        var wide = await hume.PostAsync("/v0/evi/tools", $$"""{"name":"n","parameters":"{}","{{new string('k', 1 << 20)}}":1}""");
        var value = await hume.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"a"}],"format":{"type":"{{new string('v', 1 << 20)}}"} }""");

        Assert.Equal(100, answer.FaultsOf400().Count);
        Assert.True(wide.FaultsOf400().Single().Length < 300);
        Assert.True(value.Faults().Single().Length < 700);
    }

    [Fact]
    public async Task Resources_take_no_more_room_than_there_is_and_give_it_back()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { StoredBytes = 100_000 } });
        Task<Answer> Create() => hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = "n", ["text"] = new string('x', 10_000) });
        var ids = new List<string>();
        Answer last;
        while ((last = await Create()).Status == HttpStatusCode.Created)
            ids.Add((string)last.Json["id"]!);

        Assert.Equal("limit_reached", (string?)last.Expect(HttpStatusCode.BadRequest)["error"]);
        Assert.Equal(4, ids.Count);
        var again = ids[0];
        for (var i = 0; i < 20; i++)
        {
            (await hume.DeleteAsync($"/v0/evi/prompts/{again}")).Ok();
            again = (string)(await Create()).Expect(HttpStatusCode.Created)["id"]!;
        }

        (await hume.PostAsync($"/v0/evi/prompts/{ids[1]}", new JsonObject { ["text"] = new string('x', 10_000) })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_job_larger_than_the_room_for_jobs_is_refused_and_the_oldest_make_room_for_others()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero, Limits = new() { JobBytes = 20_000 } });
        var word = new JsonObject { ["text"] = new JsonArray("word"), ["models"] = new JsonObject { ["language"] = new JsonObject() } };

        var tooLarge = await hume.PostAsync("/v0/batch/jobs", new JsonObject { ["text"] = new JsonArray(new string('x', 12_000)) });
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
            ids.Add((string)(await hume.PostAsync("/v0/batch/jobs", word)).Ok()["job_id"]!);

        Assert.Equal("limit_reached", (string?)tooLarge.Expect(HttpStatusCode.BadRequest)["error"]);
        Assert.Equal("job not found", (string?)(await hume.GetAsync($"/v0/batch/jobs/{ids[0]}")).Expect(HttpStatusCode.BadRequest)["message"]);
        (await hume.GetAsync($"/v0/batch/jobs/{ids[^1]}/predictions")).Ok();
    }

    [Fact]
    public async Task Renaming_takes_the_room_of_one_name_only()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { StoredBytes = 10_000 } });
        var id = (string)(await hume.PostAsync("/v0/evi/prompts", """{"name":"n","text":"t"}""")).Expect(HttpStatusCode.Created)["id"]!;

        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v0/evi/prompts/{id}") { Content = Json($$"""{"name":"{{new string('n', 1000)}}"}""") };
            using var renamed = await hume.Http.SendAsync(request);
            Assert.True(renamed.IsSuccessStatusCode, $"{i}: {await renamed.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task The_log_holds_no_more_bytes_than_the_limit()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { LogBytes = 1 << 20 });

        for (var i = 0; i < 30; i++)
            await hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = $"{i}", ["text"] = new string('x', 100_000) });

        var kept = hume.Simulator.Requests;
        Assert.InRange(kept.Sum(r => r.Body.Length), 500_000, 1 << 20);
        Assert.Equal("29", (string?)kept[^1].BodyJson!["name"]);
    }

    [Fact]
    public async Task Of_a_stranger_only_the_beginning_of_a_body_is_kept()
    {
        await using var hume = await Hume.StartAsync();
        using var http = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };

        using var refused = await http.PostAsync("/v0/evi/prompts", Json(new string('x', 1 << 20)));
        using var token = await http.PostAsync("/oauth2-cc/token", Json(new string('x', 1 << 20)));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, token.StatusCode);
        Assert.All(hume.Simulator.Requests, r => Assert.Equal((4096, 1 << 20), (r.Body.Length, (int)r.BodyLength)));
    }

    [Fact]
    public async Task Bodies_that_are_received_at_the_same_time_have_a_limit_together()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { IncomingBytes = 1 << 20 } });
        var text = new string('x', 700_000);
        using var first = await SlowPostAsync(hume, 700_000 + 100, new string('x', 690_000));

        Answer second;
        do
        {
            second = await hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = "n", ["text"] = text });
        }
        while (second.Status == HttpStatusCode.Created);

        Assert.Equal("too_busy", (string?)second.Expect(HttpStatusCode.ServiceUnavailable)["error"]);
        first.Dispose();
        using var bound = new CancellationTokenSource(Bound);
        while ((await hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = "n", ["text"] = text })).Status != HttpStatusCode.Created)
            await Task.Delay(5, bound.Token);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        await using var hume = await Hume.StartAsync();
        using var slow = await SlowPostAsync(hume, 1_000_000, "{");

        var answer = await new StreamReader(slow.GetStream()).ReadLineAsync().WaitAsync(Bound);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_limit_must_be_positive()
    {
        foreach (var property in typeof(ServerLimits).GetProperties().Where(p => p.CanWrite))
        {
            var limits = new ServerLimits();
            property.SetValue(limits, Convert.ChangeType(-1, property.PropertyType, null));

            var error = await Assert.ThrowsAsync<ArgumentException>(() => HumeSimulator.StartAsync(new HumeSimulatorOptions { Limits = limits }));
            Assert.Contains("Limits." + property.Name, error.Message, StringComparison.Ordinal);
        }
    }

    private static string Utterances(int count, string utterance) => $"[{string.Join(',', Enumerable.Repeat(utterance, count))}]";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Sends the head of a request and the beginning of its body.</summary>
    private static async Task<TcpClient> SlowPostAsync(Hume hume, int length, string beginning)
    {
        var client = new TcpClient();
        await client.ConnectAsync(hume.Simulator.BaseAddress.Host, hume.Simulator.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v0/evi/prompts HTTP/1.1\r\nHost: a\r\nX-Hume-Api-Key: {hume.Simulator.ApiKey}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{beginning}"));
        return client;
    }
}
