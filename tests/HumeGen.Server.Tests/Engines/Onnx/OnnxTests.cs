using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Onnx;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Engines.Onnx;

/// <summary>A server that measures by ONNX models.</summary>
public sealed class OnnxTests : IDisposable
{
    private const int Rate = 16_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_voice_is_measured_by_the_model_and_every_emotion_has_a_score()
    {
        using var engine = Load(Voice(OnnxFile.Loudness(0, [1, 2, 0], [0, 0.1f, 0.7f]), """ "activation": "none", "labels": ["Joy", "Anger", null] """));

        var scores = await engine.Model.MeasureAsync(Tone(0.25, 0.5));

        Assert.Equal(ExpressionNames.Emotions, scores.Select(score => score.Name));
        Assert.Equal(0.25, Score(scores, "Joy"), 3);
        Assert.Equal(0.6, Score(scores, "Anger"), 3);
        Assert.All(scores.Where(score => score.Name is not ("Joy" or "Anger")), score => Assert.Equal(0, score.Score));
    }

    [Fact]
    public async Task Scores_of_the_model_reach_the_client_of_a_chat()
    {
        var description = Voice(OnnxFile.Loudness(0, [0, 0], [0.25f, 0.75f]), """ "labels": ["Awe", "Pride"] """);
        await using var host = await HumeHost.StartAsync(Served.Server, engines: engines => engines.AddOnnx(new() { Prosody = description }));
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(ChatWire.Silence(200), ChatWire.Speech(700), ChatWire.Silence(1_200));
        var heard = (await chat.ReadUntilAsync("user_message"))[^1];

        Assert.Equal(0.75, (double)heard["models"]!["prosody"]!["scores"]!["Pride"]!, 3);
        Assert.Equal(0.25, (double)heard["models"]!["prosody"]!["scores"]!["Awe"]!, 3);
    }

    [Theory]
    [InlineData("sigmoid", 0.5, 0.8808)]
    [InlineData("softmax", 0.1192, 0.8808)]
    [InlineData("none", 0, 1)]
    public async Task An_activation_makes_scores_of_the_numbers(string activation, double first, double second)
    {
        using var engine = Load(Voice(OnnxFile.Loudness(0, [0, 0], [0, 2]), $$""" "activation": "{{activation}}", "labels": ["Joy", "Anger"] """));

        var scores = await engine.Model.MeasureAsync(Tone(0.25, 0.5));

        Assert.Equal(first, Score(scores, "Joy"), 4);
        Assert.Equal(second, Score(scores, "Anger"), 4);
    }

    [Fact]
    public async Task Long_speech_is_measured_window_by_window_at_the_rate_of_the_model()
    {
        // One second and a half at another rate: a loud window, and a quiet one that is half full.
        using var engine = Load(Voice(OnnxFile.Loudness(Rate, [1], [0]), """ "labels": ["Joy"] """));
        var sound = new AudioSamples((short[])[.. Tone(0.5, 1).AtRate(48_000).Samples.Span, .. Tone(0.1, 0.5).AtRate(48_000).Samples.Span], 48_000);

        var scores = await engine.Model.MeasureAsync(sound);

        Assert.Equal(((0.5 * 1) + (0.05 * 0.5)) / 1.5, Score(scores, "Joy"), 2);
        Assert.Empty(await engine.Model.MeasureAsync(new AudioSamples(default, Rate)));
    }

    [Fact]
    public async Task Speech_that_is_a_little_longer_than_a_piece_leaves_no_rest_that_is_too_short_for_the_model()
    {
        using var engine = Load(Voice(OnnxFile.LoudnessOfLongSound(400, [1], [0.5f]), """ "labels": ["Joy"] """));

        var scores = await engine.Model.MeasureAsync(Tone(0.5, 30.001));

        Assert.Equal(0.5, Score(scores, "Joy"), 2);
    }

    [Fact]
    public async Task A_model_is_freed_when_what_it_measures_has_ended()
    {
        var engine = Load(Voice(OnnxFile.Loudness(0, [1], [0]), """ "labels": ["Joy"] """));
        var sound = Tone(0.5, 20);
        var begun = new TaskCompletionSource();
        var measuring = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(0.5, Score(await engine.Model.MeasureAsync(sound), "Joy"), 2);
                begun.TrySetResult();
            }
        })).ToArray();

        await begun.Task;
        engine.Dispose();

        foreach (var measured in measuring)
        {
            var fault = await Assert.ThrowsAsync<ObjectDisposedException>(() => measured.WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.EndsWith("OnnxModel", fault.ObjectName, StringComparison.Ordinal);
        }

        engine.Dispose();
    }

    [Fact]
    public async Task Samples_can_be_brought_to_the_same_loudness_before()
    {
        using var engine = Load(Voice(OnnxFile.Loudness(0, [0.5f], [0]), """ "labels": ["Joy"] """, """, "normalization": "variance" """));

        // The mean of a square wave of the variance 1.
        Assert.Equal(0.5, Score(await engine.Model.MeasureAsync(Tone(0.02, 0.5)), "Joy"), 2);
        Assert.Equal(0.5, Score(await engine.Model.MeasureAsync(Tone(0.9, 0.5)), "Joy"), 2);
    }

    [Fact]
    public async Task Words_are_measured_by_a_model_that_takes_text()
    {
        Write("words.onnx", OnnxFile.Words("happy", "sorry"));
        var description = Describe("""{ "model": "words.onnx", "input": { "name": "text" }, "output": { "name": "counts", "labels": ["Joy", "Guilt"] } }""");
        var engines = new HumeServerEngines().AddOnnx(new() { Language = description });
        using var disposing = (IDisposable)engines.Language!;
        const string text = "happy 12 sorry";

        var results = await engines.Language!.MeasureAsync(text, [new(0, 5), new(6, 8), new(9, 14)], LanguageMeasures.None);

        Assert.Equal(ExpressionNames.LanguageEmotions, results[0]!.Emotions.Select(score => score.Name));
        Assert.Equal((1, 0), (Score(results[0]!.Emotions, "Joy"), Score(results[0]!.Emotions, "Guilt")));
        Assert.Null(results[1]);
        Assert.Equal((0, 1), (Score(results[2]!.Emotions, "Joy"), Score(results[2]!.Emotions, "Guilt")));
    }

    [Theory]
    [InlineData("model", "\"other.onnx\"", "names the model ")]
    [InlineData("input.name", "\"sound\"", "names the input 'sound', but its model has audio.")]
    [InlineData("output.name", "\"logits\"", "names the output 'logits', but its model has scores.")]
    [InlineData("input.sampleRate", "12", "needs input.sampleRate, from 1000 to 192000 samples a second.")]
    [InlineData("input.window", "2", "has a window of 32000 samples (2 seconds at 16000), but the input audio of its model takes 16000.")]
    [InlineData("output.labels", "[\"Joy\"]", "has 1 labels, but the output scores of its model has 2 numbers.")]
    [InlineData("output.labels", "[\"Joy\", \"Joyful\"]", "has the label 'Joyful', which is not among the 48 emotions of voices; null leaves a number out.")]
    [InlineData("output.labels", "[\"Joy\", \"Joy\"]", "has the label 'Joy' twice.")]
    [InlineData("output.labels", "[null, null]", "has no label in output.labels that is the name of an emotion.")]
    [InlineData("output.activation", "\"tanh\"", "cannot be read: ")]
    [InlineData("model", "null", "cannot be read: ")]
    [InlineData("input", "null", "cannot be read: ")]
    [InlineData("input.name", "null", "cannot be read: ")]
    [InlineData("output", "null", "cannot be read: ")]
    [InlineData("output.labels", "null", "cannot be read: ")]
    [InlineData("input.windw", "2", "cannot be read: ")]
    public void A_description_that_does_not_fit_is_refused_with_what_is_wrong(string place, string value, string expected)
    {
        Write("voice.onnx", OnnxFile.Loudness(Rate, [1, 1], [0, 0]));
        var json = JsonNode.Parse("""
            { "model": "voice.onnx", "input": { "name": "audio", "sampleRate": 16000 }, "output": { "name": "scores", "labels": ["Joy", "Anger"] } }
            """)!;
        var steps = place.Split('.');
        (steps.Length == 1 ? json : json[steps[0]]!)[steps[^1]] = JsonNode.Parse(value);
        var description = Describe(json.ToJsonString());

        var fault = Assert.Throws<EngineException>(() => new HumeServerEngines().AddOnnx(new() { Prosody = description }));

        Assert.StartsWith("The description " + description, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_another_kind_and_files_that_are_no_models_are_refused()
    {
        Write("tokens.onnx", OnnxFile.Tokens());
        Write("notes.onnx", "No model."u8.ToArray());
        var tokens = Describe("""{ "model": "tokens.onnx", "input": { "name": "input_ids" }, "output": { "name": "scores", "labels": ["Joy", null] } }""");
        var notes = Describe("""{ "model": "notes.onnx", "input": { "name": "text" }, "output": { "name": "scores", "labels": ["Joy"] } }""");

        var kind = Assert.Throws<EngineException>(() => new HumeServerEngines().AddOnnx(new() { Language = tokens }));
        var file = Assert.Throws<EngineException>(() => new HumeServerEngines().AddOnnx(new() { Language = notes }));
        var absent = Assert.Throws<EngineException>(() => new HumeServerEngines().AddOnnx(new() { Language = Path.Combine(_folder, "nowhere.json") }));

        Assert.Contains("but the input input_ids takes Int64 and not String.", kind.Message, StringComparison.Ordinal);
        Assert.Contains("notes.onnx cannot be loaded: ", file.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere.json of a model cannot be read: ", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measurement_that_nobody_waits_for_is_not_begun()
    {
        using var engine = Load(Voice(OnnxFile.Loudness(0, [1], [0]), """ "labels": ["Joy"] """));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Model.MeasureAsync(Tone(0.5, 1), stop.Token).AsTask());
    }

    private string Voice(byte[] model, string output, string input = "")
    {
        Write("voice.onnx", model);
        return Describe($$"""{ "model": "voice.onnx", "input": { "name": "audio", "sampleRate": {{Rate}}{{input}} }, "output": { "name": "scores", {{output}} } }""");
    }

    private static Loaded Load(string description) => new(new HumeServerEngines().AddOnnx(new() { Prosody = description }).Prosody!);

    private string Describe(string json)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, json);
        return path;
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder, name), bytes);

    private static double Score(IReadOnlyList<ExpressionScore> scores, string name) => scores.Single(score => score.Name == name).Score;

    /// <summary>A square wave.</summary>
    private static AudioSamples Tone(double amplitude, double seconds) =>
        new((short[])[.. Enumerable.Range(0, (int)(seconds * Rate)).Select(i => (short)(amplitude * 32_768 * (i / 80 % 2 == 0 ? 1 : -1)))], Rate);

    private sealed record Loaded(IProsodyModel Model) : IDisposable
    {
        public void Dispose() => ((IDisposable)Model).Dispose();
    }
}
