using HumeGen.Server.Codecs;
using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Engines;
using HumeGen.Server.EspeakNg;
using HumeGen.Server.Flite;
using HumeGen.Server.Onnx;
using HumeGen.Server.PocketSphinx;
using HumeGen.Server.Prosody;
using HumeGen.Server.RuleBased;
using HumeGen.Server.Whisper;
using HumeGen.Simulator.Engines;

namespace HumeGen.Server.Tool.Engines;

/// <summary>The roles, and the kinds of engines for each; those that are taken without a configuration in the order of preference.</summary>
internal static class EngineRoles
{
    private const string Estimates = "rule-based estimates";

    /// <summary>Decoders of what browsers send.</summary>
    public static EngineRole Codecs { get; } = new("codecs", "codecs",
    [
        new("browser", (engines, _) => engines.AddBrowserCodecs())
        {
            Describe = _ => BrowserCodecs.FindMissing() is null ? "Opus in WebM and Ogg, and what ffmpeg decodes" : "Opus in WebM and Ogg",
            FindWanting = BrowserCodecs.FindMissing,
        },
    ])
    { Without = "so only WAV and PCM are heard" };

    public static IReadOnlyList<EngineRole> All { get; } =
    [
        new("hearing", "hearing",
        [
            new("pocketsphinx", (engines, _) => engines.AddPocketSphinx())
            {
                FindMissing = _ => PocketSphinxEngine.FindMissing(),
                Load = HearSilenceAsync,
                Describe = _ => "US English",
            },
            new("whisper", (engines, settings) => engines.AddWhisper(Whisper(settings)))
            {
                Keys = ["model", "language", "concurrency", "threads"],
                FindMissing = settings => WhisperEngine.FindMissing(Whisper(settings)),
                Load = HearSilenceAsync,
                Describe = settings => Path.GetFileName(settings.RequiredText("model")),
                IsByConfiguration = true,
            },
            EndpointKind.Hearing,
        ]) { Without = "so spoken turns are answered with an error" },
        new("chat", "thinking",
        [
            new("rules", (engines, _) => engines.AddRuleBased()) { Describe = _ => "short replies without a language model" },
            EndpointKind.Chat,
        ]) { Without = "so only configs with a custom language model are answered" },
        new("speech", "speech",
        [
            new("flite", (engines, _) => engines.AddFlite()) { FindMissing = _ => FliteEngine.FindMissing(), Describe = _ => "English, clear" },
            new("espeak-ng", (engines, _) => engines.AddEspeakNg()) { FindMissing = _ => EspeakNgEngine.FindMissing(), Describe = _ => "many languages, mechanical" },
            new("formant", AddFormant) { Describe = _ => "a simple voice that is hard to understand" },
            EndpointKind.Speech,
        ]) { Without = "so nothing is spoken" },
        new("mp3", "MP3",
        [
            new("lame", (engines, _) => engines.AddMp3Encoder()) { FindMissing = _ => Mp3Codec.FindMissing() },
            new("wav", (engines, _) => engines.SendsWavWithoutEncoder = true) { Describe = _ => "in its place, and named so", IsByConfiguration = true },
        ]) { Without = "so requests for MP3, the default, are refused" },
        new("prosody", "prosody",
        [
            new("rules", (engines, _) => engines.Prosody = new HumeServerEngines().AddProsody().Prosody)
            {
                Describe = _ => Estimates,
                ScoresNote = "Rule-based estimates from the sound of the voice, not facts about a person.",
            },
            Onnx("voices", path => new OnnxOptions { Prosody = path }),
        ]) { Without = "so voices get no scores" },
        new("burst", "burst",
        [
            new("rules", (engines, _) => engines.Burst = new HumeServerEngines().AddProsody().Burst) { Describe = _ => Estimates },
        ]) { Without = "so vocal bursts get no scores" },
        new("language", "language",
        [
            new("lexicon", (engines, _) => engines.AddEmotionLexicon()) { Describe = _ => Estimates },
            Onnx("texts", path => new OnnxOptions { Language = path }),
        ]) { Without = "so texts get no scores" },
        new("faces", "faces", []) { Without = "so pictures and videos get no scores" },
        Codecs,
    ];

    private static void AddFormant(HumeServerEngines engines, EngineSettings settings)
    {
        var simulator = DeterministicEngines.Create();
        (engines.TextToSpeech, engines.Voices) = (simulator.TextToSpeech, simulator.Voices);
    }

    private static async Task HearSilenceAsync(HumeServerEngines engines, CancellationToken cancellationToken)
    {
        using var silence = new MemoryStream(new AudioSamples(new short[8_000], 16_000).ToWave());
        await engines.SpeechToText!.GetTextAsync(silence, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static WhisperOptions Whisper(EngineSettings settings) => new()
    {
        Model = settings.RequiredPath("model"),
        Language = settings.Text("language"),
        Concurrency = settings.Integer("concurrency", 1, 64) ?? 1,
        Threads = settings.Integer("threads", 1, 256) ?? Environment.ProcessorCount,
    };

    private static EngineKind Onnx(string what, Func<string, OnnxOptions> options) =>
        new("onnx", (engines, settings) => engines.AddOnnx(options(settings.RequiredPath("description"))))
        {
            Keys = ["description"],
            Describe = settings => $"the model of {what} that {Path.GetFileName(settings.RequiredText("description"))} describes",
            IsByConfiguration = true,
        };
}
