using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>Inputs of the engines in a stream, and its answers.</summary>
public class StreamModelTests
{
    private readonly ScriptedEngines _engines = new();

    [Fact]
    public async Task A_face_is_written_as_streams_have_it_with_what_was_asked_for_only()
    {
        _engines.Faces = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([ScriptedEngines.Face(id: "face_7")]);
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        Assert.Equal(
            """{"face":{"predictions":[{"frame":0,"time":null,"bbox":{"x":1,"y":2,"w":100,"h":100},"prob":0.999,"face_id":"unknown","emotions":[{"name":"Joy","score":0.75}]}]},"payload_id":"p"}""",
            (await AskAsync(stream, Payload(Jobs.Png(), "face"))).ToJsonString());
        var more = await AskAsync(stream, Payload(Jobs.Png(), "face", """{"identify_faces":true,"descriptions":{} }"""));
        Assert.Equal(("face_7", "Smile"), ((string?)more["face"]!["predictions"]![0]!["face_id"], (string?)more["face"]!["predictions"]![0]!["descriptions"]![0]!["name"]));
    }

    [Fact]
    public async Task Sound_reaches_the_model_with_the_sound_before_it_as_far_as_the_window()
    {
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        await AskAsync(stream, Payload(Jobs.Wave(1, value: 1_000), "prosody"));
        await AskAsync(stream, Payload(Jobs.Wave(1, value: 2_000), "prosody"));
        await AskAsync(stream, Payload(Jobs.Wave(1, value: 3_000), "prosody", more: ""","stream_window_ms":1500"""));
        await AskAsync(stream, Payload(Jobs.Wave(1, value: 4_000), "prosody", more: ""","reset_stream":true"""));
        await AskAsync(stream, Payload(Jobs.Wave(1, rate: 16_000, value: 5_000), "prosody"));

        Assert.Equal([8_000, 16_000, 12_000, 8_000, 16_000], _engines.Heard.Select(sound => sound.Samples.Length));
        Assert.Equal([1_000, 1_000, 2_000, 4_000, 5_000], _engines.Heard.Select(sound => sound.Samples.Span[0]));
        Assert.Equal([1_000, 2_000, 3_000, 4_000, 5_000], _engines.Heard.Select(sound => Math.Abs((int)sound.Samples.Span[^1])));
    }

    [Theory]
    [InlineData("face", "W0103")]
    [InlineData("facemesh", "W0102")]
    public async Task An_engine_that_finds_nothing_gives_the_warning_of_its_model(string model, string code)
    {
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, Payload(Jobs.Png(), model));

        Assert.Equal((code, "p"), ((string?)answer["code"], (string?)answer["payload_id"]));
        Assert.NotEmpty((string)answer["warning"]!);
    }

    [Theory]
    [InlineData("face", "W0103", "faces")]
    [InlineData("facemesh", "W0102", "face meshes")]
    public async Task Without_an_engine_that_looks_at_pictures_nothing_is_found_and_the_warning_says_why(string model, string code, string what)
    {
        await using var host = await StartAsync(new());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, Payload(Jobs.Png(), model));

        Assert.Equal((code, $"The server has no engine that finds {what}, so it measures none."), ((string?)answer["code"], (string?)answer["warning"]));
    }

    [Theory]
    [InlineData("burst")]
    [InlineData("prosody")]
    public async Task A_model_without_an_engine_is_an_error_that_says_so(string model)
    {
        await using var host = await StartAsync(new());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, Payload(Jobs.Wave(1), model));

        Assert.Equal(("E0102", $"data: The server has no engine for the model {model}; leave it out."), ((string?)answer["code"], (string?)answer["error"]));
    }

    [Fact]
    public async Task An_engine_that_fails_is_an_error_of_the_server_and_the_stream_goes_on()
    {
        _engines.Faces = static (_, _) => throw new InvalidOperationException("no card");
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var failed = await AskAsync(stream, Payload(Jobs.Png(), "face"));

        Assert.Equal("I0100", (string?)failed["code"]);
        Assert.StartsWith("The engine for face has failed. The server's log has the details", (string?)failed["error"], StringComparison.Ordinal);
        Assert.DoesNotContain("no card", failed.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull((await AskAsync(stream, """{"data":"Fine","raw_text":true,"models":{"language":{}}}"""))["language"]);
    }

    [Fact]
    public async Task A_stop_ends_a_stream_whose_engine_hangs()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _engines.Faces = async (_, _) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return [];
        };
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");
        await stream.SendAsync(Payload(Jobs.Png(), "face"));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await host.Server!.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Landmarks_reach_the_model_as_points()
    {
        await using var host = await StartAsync(_engines.All());
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, Payload(Encoding.UTF8.GetBytes("[[[0.1,0.2,0.3],[0.4,0.5,0.6]],[[1,2,3]]]"), "facemesh"));
        var nothing = await AskAsync(stream, Payload(Encoding.UTF8.GetBytes("[[[0.1,0.2]],null]"), "facemesh"));

        Assert.Equal(2, answer["facemesh"]!["predictions"]!.AsArray().Count);
        Assert.Equal([new FaceLandmark(0.1, 0.2, 0.3), new FaceLandmark(0.4, 0.5, 0.6)], Assert.Single(_engines.Landmarks)[0]);
        Assert.Equal("W0102", (string?)nothing["code"]);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S12_the_job_id_of_a_stream_has_32_hexadecimal_digits(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, """{"job_details":true}""");

        Assert.Matches("^[0-9a-f]{32}$", (string?)answer["job_details"]!["job_id"]);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S12_words_of_a_stream_keep_their_punctuation(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        var answer = await AskAsync(stream, """{"data":"Hello, this is a Test!","raw_text":true,"models":{"language":{"granularity":"word"} } }""");

        Assert.Equal(["Hello,", "this", "is", "a", "Test!"], answer["language"]!["predictions"]!.AsArray().Select(word => (string?)word!["text"]));
    }

    private static Task<HumeHost> StartAsync(HumeServerEngines engines) => HumeHost.StartServerAsync(options => options.Engines = engines);

    private static string Payload(byte[] content, string model, string settings = "{}", string more = "") =>
        $$"""{"data":"{{Convert.ToBase64String(content)}}","models":{"{{model}}":{{settings}} },"payload_id":"p"{{more}} }""";

    private static async Task<JsonNode> AskAsync(HumeSocket stream, string payload)
    {
        await stream.SendAsync(payload);
        return await stream.ReadAsync() ?? throw new InvalidOperationException("The stream has been closed.");
    }
}
