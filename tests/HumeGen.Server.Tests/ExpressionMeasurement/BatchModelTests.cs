using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>Inputs of the engines in a batch job, and the results that it writes.</summary>
public class BatchModelTests
{
    private readonly ScriptedEngines _engines = new();

    [Fact]
    public async Task Faces_are_measured_with_the_settings_of_the_request_and_those_below_its_limits_are_left_out()
    {
        _engines.Faces = (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>(
            [ScriptedEngines.Face(id: "face_1"), ScriptedEngines.Face(probability: 0.6), ScriptedEngines.Face(size: 40)]);
        await using var host = await StartAsync();

        var results = await host.ResultsAsync(await host.StartFilesAsync(
            """{"models":{"face":{"fps_pred":5,"prob_threshold":0.7,"min_face_size":50,"identify_faces":true,"facs":{} } } }""", ("a.png", Jobs.Png())));

        var settings = Assert.Single(_engines.FaceSettings);
        Assert.Equal((5, 0.7, 50), (settings.FramesPerSecond, settings.MinProbability, settings.MinSize));
        Assert.Equal((true, true, false), (settings.IdentifyFaces, settings.FacialActions, settings.Descriptions));
        Assert.Equal(("image/png", 640, 480), (_engines.Seen[0].ContentType, _engines.Seen[0].Width, _engines.Seen[0].Height));
        Assert.Equal(
            """{"frame":0,"time":0,"prob":0.999,"box":{"x":1,"y":2,"w":100,"h":100},"emotions":[{"name":"Joy","score":0.75}],"facs":[{"name":"AU12 Lip Corner Puller","score":0.5}],"descriptions":null}""",
            Assert.Single(results[0]!.Predictions("face")).ToJsonString());
        Assert.Equal("face_1", (string?)results[0]!["results"]!["predictions"]![0]!["models"]!["face"]!["grouped_predictions"]![0]!["id"]);
    }

    [Fact]
    public async Task Speech_is_measured_where_its_words_are_said()
    {
        _engines.Transcript.AddRange(
        [
            new("I am") { Kind = SpeechToTextResponseUpdateKind.TextUpdating },
            new("I am here.") { Kind = SpeechToTextResponseUpdateKind.TextUpdated, StartTime = TimeSpan.FromSeconds(1), EndTime = TimeSpan.FromSeconds(2) },
            new("Are you?") { Kind = SpeechToTextResponseUpdateKind.TextUpdated, StartTime = TimeSpan.FromSeconds(3), EndTime = TimeSpan.FromSeconds(3.5) },
        ]);
        await using var host = await StartAsync();

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"prosody":{},"language":{"granularity":"sentence"} } }""", ("a.wav", Jobs.Wave(4))));

        var prosody = results[0]!.Predictions("prosody");
        Assert.Equal(["I am here.", "Are you?"], prosody.Select(prediction => (string?)prediction["text"]));
        Assert.Equal([(1.0, 2.0), (3.0, 3.5)], prosody.Select(prediction => ((double)prediction["time"]!["begin"]!, (double)prediction["time"]!["end"]!)));
        Assert.Equal([8_000, 4_000], _engines.Heard.Select(sound => sound.Samples.Length));
        Assert.Equal("I am here. Are you?", Assert.Single(_engines.Texts));
        var language = results[0]!.Predictions("language");
        Assert.Equal((11, 19), ((int)language[1]["position"]!["begin"]!, (int)language[1]["position"]!["end"]!));
        Assert.Equal((3.0, 3.5), ((double)language[1]["time"]!["begin"]!, (double)language[1]["time"]!["end"]!));
    }

    [Fact]
    public async Task A_stretch_without_speech_and_a_piece_without_expression_give_no_prediction()
    {
        _engines.Prosody = sound => sound.Samples.Span[0] == 0 ? [] : ScriptedEngines.Joy;
        await using var host = await StartAsync();
        var half = Jobs.Wave(4);
        half.AsSpan(44, 2 * 8_000 * 2).Clear();

        var results = await host.ResultsAsync(await host.StartFilesAsync(
            """{"models":{"prosody":{"window":{"length":1,"step":1} },"language":{} },"text":["well - no"]}""", ("a.wav", half)));

        Assert.Equal([2.0, 3.0], results[0]!.Predictions("prosody").Select(prediction => (double)prediction["time"]!["begin"]!));
        Assert.Equal(["well", "no"], results[1]!.Predictions("language").Select(prediction => (string?)prediction["text"]));
    }

    [Fact]
    public async Task Bursts_and_entities_are_written_in_full()
    {
        await using var host = await StartAsync();

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"burst":{},"ner":{} },"text":["Ada counts."]}""", ("a.wav", Jobs.Wave(1))));

        Assert.Equal(
            """{"time":{"begin":0.25,"end":0.5},"emotions":[{"name":"Joy","score":0.75}],"descriptions":[{"name":"Sigh","score":0.5}]}""",
            Assert.Single(results[0]!.Predictions("burst")).ToJsonString());
        Assert.Equal(
            """{"entity":"Ada Lovelace","position":{"begin":0,"end":3},"entity_confidence":0.9,"support":0,"uri":"","link_word":"Ada","time":null,"confidence":null,"speaker_confidence":null,"emotions":[{"name":"Joy","score":0.75}]}""",
            Assert.Single(results[1]!.Predictions("ner")).ToJsonString());
    }

    [Fact]
    public async Task A_model_without_an_engine_is_an_error_beside_the_results_of_the_others()
    {
        var engines = new HumeServerEngines { Language = _engines };
        await using var host = await HumeHost.StartServerAsync(options => options.Engines = engines);

        var id = await host.StartFilesAsync("""{"text":["Good"]}""", ("a.wav", Jobs.Wave(1)));
        var results = await host.ResultsAsync(id);

        Assert.Equal("COMPLETED", (string?)(await host.EndAsync(id))["status"]);
        Assert.Equal(
            [
                "E0102: The server has no engine that transcribes speech, which the models need: language, ner, and prosody without a window.",
                "E0102: The server has no engine for the model burst; leave it out.",
            ],
            results[0]!.Errors());
        Assert.Single(results[1]!.Predictions("language"));
        Assert.Equal(["E0102: The server has no engine for the model ner; leave it out."], results[1]!.Errors());
    }

    [Fact]
    public async Task Without_an_engine_that_looks_at_pictures_a_job_completes_and_says_that_it_measured_none()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines = new HumeServerEngines());

        var id = await host.StartFilesAsync("""{"models":{"face":{},"facemesh":{} } }""", ("a.png", Jobs.Png()));
        var results = await host.ResultsAsync(id);

        Assert.Equal("COMPLETED", (string?)(await host.EndAsync(id))["status"]);
        Assert.Empty(results[0]!.Predictions("face"));
        Assert.Empty(results[0]!.Predictions("facemesh"));
        Assert.Equal(
            [
                "W0103: The server has no engine that finds faces, so it measures none.",
                "W0102: The server has no engine that finds face meshes, so it measures none.",
            ],
            results[0]!.Errors());
    }

    [Theory]
    [InlineData("""{"models":{"language":{} },"transcription":null}""", "E0102: The request turns transcription off")]
    [InlineData("""{"models":{"language":{} } }""", "Transcript confidence below threshold value")]
    public async Task Speech_without_a_transcript_is_an_error(string settings, string error)
    {
        await using var host = await StartAsync();

        var state = await host.EndAsync(await host.StartFilesAsync(settings, ("a.wav", Jobs.Wave(1))));

        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.StartsWith(error, (string?)state["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubtful_transcript_is_dropped_as_the_request_asks()
    {
        _engines.Transcript.Add(new("Hello") { Kind = SpeechToTextResponseUpdateKind.TextUpdated, AdditionalProperties = new() { ["confidence"] = 0.6, ["language"] = "de" } });
        await using var host = await StartAsync();

        var kept = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"language":{} } }""", ("a.wav", Jobs.Wave(1))));
        var dropped = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"language":{} },"transcription":{"confidence_threshold":0.7} }""", ("a.wav", Jobs.Wave(1))));

        Assert.Equal("""{"confidence":0.6,"detected_language":"de"}""", kept[0]!["results"]!["predictions"]![0]!["models"]!["language"]!["metadata"]!.ToJsonString());
        Assert.Equal(["Transcript confidence below threshold value"], dropped[0]!.Errors());
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S12_words_of_a_job_keep_their_punctuation(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);

        var results = await host.ResultsAsync(await host.StartAsync("""{"text":["Test! It's 3.5, isn't it?"],"models":{"language":{"granularity":"word"} } }"""));

        Assert.Equal(["Test!", "It's", "isn't", "it?"], results[0]!.Predictions("language").Select(prediction => (string?)prediction["text"]));
    }

    private Task<HumeHost> StartAsync() => HumeHost.StartServerAsync(options => options.Engines = _engines.All());
}
