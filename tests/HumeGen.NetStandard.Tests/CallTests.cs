using System.Collections.Concurrent;
using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Hume.EndToEnd;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;
using HumeGen.Json;
using HumeGen.Simulator;

namespace Hume.NetStandard;

/// <summary>Calls of every kind by the builds for .NET Standard 2.0.</summary>
public sealed class CallTests : EndToEndTest
{
    private static readonly PostedTts Request = new() { Utterances = [new() { Text = "Standing up for standards." }], Format = new FormatWav() };

    [Theory]
    [InlineData(typeof(ApiPipeline))]
    [InlineData(typeof(HumeClient))]
    public void It_is_the_build_for_NET_Standard(Type type)
    {
        var attribute = (TargetFrameworkAttribute)type.Assembly.GetCustomAttributes(typeof(TargetFrameworkAttribute), false).Single();

        Assert.Equal(".NETStandard,Version=v2.0", attribute.FrameworkName);
    }

    [Fact]
    public async Task Speech_comes_as_JSON_as_a_stream_and_as_a_file()
    {
        var speech = await Hume.Tts.SynthesizeJsonAsync(Request, cancellationToken: Patience);
        Assert.Equal("RIFF"u8, speech.Generations[0].Audio.Span[..4]);

        var chunks = 0;
        await foreach (var item in Hume.Tts.SynthesizeJsonStreamingAsync(Request, cancellationToken: Patience))
            chunks += item is SnippetAudioChunk ? 1 : 0;
        Assert.True(chunks > 0);

        var path = Path.Combine(Directory.CreateTempSubdirectory("humegen").FullName, "speech.wav");
        for (var i = 0; i < 2; i++)
        {
            await using var file = await Hume.Tts.SynthesizeFileAsync(Request, cancellationToken: Patience);
            await file.SaveAsync(path, Patience);
            Assert.Equal("RIFF"u8, System.IO.File.ReadAllBytes(path).AsSpan(0, 4));
        }

        await using (var file = await Hume.Tts.SynthesizeFileAsync(Request, cancellationToken: Patience))
        {
            var bytes = await file.ToArrayAsync(cancellationToken: Patience);
            Assert.Equal("RIFF"u8, bytes.AsSpan(0, 4));
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Files_are_sent_with_names_in_any_script()
    {
        var speech = await Hume.Tts.SynthesizeJsonAsync(Request, cancellationToken: Patience);
        var audio = speech.Generations[0].Audio;
        using var stream = new MemoryStream(audio.ToArray());

        var job = await Hume.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new()
        {
            File = [FilePart.FromBytes(audio, "Grüße \"日本\".wav"), FilePart.FromStream(stream, "second.wav")],
            Json = new() { Text = ["How wonderful!"] },
        }, cancellationToken: Patience);
        await Hume.ExpressionMeasurement.Batch.WaitForCompletionAsync(job.Id, cancellationToken: Patience);

        Assert.Equal(3, (await Hume.ExpressionMeasurement.Batch.GetJobPredictionsAsync(job.Id, cancellationToken: Patience)).Count);
        Assert.Contains("filename=\"Grüße %22日本%22.wav\"", Simulator.Requests.First(r => r.Path == "/v0/batch/jobs").BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_walked_and_patches_sent()
    {
        for (var i = 0; i < 3; i++)
            await Hume.EmpathicVoice.Tools.CreateToolAsync(new() { Name = $"tool {i}", Parameters = "{}" }, cancellationToken: Patience);
        var names = new List<string>();
        await foreach (var tool in Hume.EmpathicVoice.Tools.ListToolsAsync(new() { PageSize = 2 }, cancellationToken: Patience))
            names.Add(tool!.Name);
        var id = (await Hume.EmpathicVoice.Tools.ListToolsAsync(cancellationToken: Patience).GetPageAsync(Patience)).ToolsPage[0]!.Id;

        await Hume.EmpathicVoice.Tools.UpdateToolNameAsync(id, new() { Name = "other" }, cancellationToken: Patience);

        Assert.Equal(["tool 0", "tool 1", "tool 2"], names.Order());
        Assert.Equal("PATCH", Simulator.Requests[^1].Method);
    }

    [Fact]
    public async Task Errors_have_their_types_and_codes()
    {
        var error = await Assert.ThrowsAsync<HumeApiException>(
            () => Hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0, cancellationToken: Patience));
        Assert.NotNull(error.Code?.Remedy);

        using var wrong = new HumeClient(new HumeClientOptions { BaseAddress = Simulator.BaseAddress, ApiKey = "wrong-key-canary" });
        Assert.DoesNotContain("canary", (await Assert.ThrowsAsync<HumeAuthenticationException>(() => wrong.Tts.SynthesizeJsonAsync(Request))).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", (await Assert.ThrowsAsync<HumeAuthenticationException>(() => wrong.EmpathicVoice.Chat.ConnectAsync())).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_call_is_tried_again_and_seen_by_the_hooks()
    {
        var seen = new ConcurrentQueue<string>();
        using var client = new HumeClient(new HumeClientOptions
        {
            BaseAddress = Simulator.BaseAddress,
            ApiKey = Simulator.ApiKey,
            OnRequest = a => a.SetHeader("X-Trace", $"t{a.Number}"),
            OnResponse = a => seen.Enqueue(a.ToString()),
            OnMessage = m => seen.Enqueue(m.Direction.ToString()),
        });
        Simulator.FailNext(InjectedFailure.Status(503, "busy", headers: [("Retry-After", "0")]));

        await client.Tts.SynthesizeJsonAsync(Request, cancellationToken: Patience);
        await using (var chat = await client.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience))
            await chat.WaitForMetadataAsync(Patience);

        Assert.Equal(["POST /v0/tts (attempt 1): 503", "POST /v0/tts (attempt 2): 200", "GET /v0/evi/chat (attempt 1): 101", "Received"], seen);
        Assert.Equal(["t1", "t2", "t1"], Simulator.Requests.Select(r => r.Headers["X-Trace"]));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_from_one_that_does_not_answer()
    {
        using var nobody = new HumeClient(new HumeClientOptions { BaseAddress = new Uri("http://127.0.0.1:1"), ApiKey = "a-key", MaxRetries = 0 });
        Assert.Equal(ApiConnectionError.Refused, (await Assert.ThrowsAsync<ApiConnectionException>(() => nobody.Tts.SynthesizeJsonAsync(Request))).Kind);
        Assert.Equal(ApiConnectionError.Refused, (await Assert.ThrowsAsync<ApiConnectionException>(() => nobody.EmpathicVoice.Chat.ConnectAsync())).Kind);

        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var client = new HumeClient(new HumeClientOptions
        {
            BaseAddress = new Uri($"http://{silent.LocalEndpoint}"),
            ApiKey = "a-key",
            Timeout = TimeSpan.FromMilliseconds(100),
        });
        Assert.Equal(ApiTimeoutKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => client.Tts.SynthesizeJsonAsync(Request))).Kind);
        Assert.Equal(ApiTimeoutKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => client.EmpathicVoice.Chat.ConnectAsync())).Kind);
    }

    [Fact]
    public async Task A_call_and_a_wait_can_be_cancelled()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        using var stop = new CancellationTokenSource();
        var waiting = chat.WaitForAsync<AssistantEnd>(cancellationToken: stop.Token);
        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).CancellationToken);
        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Hume.Tts.SynthesizeJsonAsync(Request, cancellationToken: stop.Token))).CancellationToken);
    }

    [Fact]
    public void JSON_is_read_and_written_by_type_and_by_the_serializer()
    {
        const string Json = """{"utterances":[{"text":"Hi.","voice":{"id":"v1"},"speed":1.25}],"format":{"type":"wav"},"more":[1.5,"x"]}""";

        foreach (var again in new[] { ApiJson.WriteString(ApiJson.Read<PostedTts>(Json)), JsonSerializer.Serialize(JsonSerializer.Deserialize<PostedTts>(Json)) })
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(again)), again);
        Assert.IsType<FormatWav>(JsonSerializer.Deserialize<IFormat>("""{"type":"wav"}"""));
        const string Null = """{"utterances":[{"text":"","description":null}]}""";
        Assert.Equal(Null, ApiJson.WriteString(ApiJson.Read<PostedTts>(Null)));
        Assert.Equal(Null, ApiJson.WriteString(new PostedTts { Utterances = [new() { Text = "", ExplicitNulls = [nameof(PostedUtterance.Description)] }] }));
        Assert.IsType<FormatWav>(ApiJson.Read("""{"type":"wav"}"""u8, IFormat.JsonConverter.ReadJson));
        Assert.Contains("$.utterances[0].speed", Assert.Throws<JsonException>(() => ApiJson.Read<PostedTts>("""{"utterances":[{"text":"","speed":"fast"}]}""")).Message, StringComparison.Ordinal);
    }
}
