using HumeGen.Server.Codecs;
using HumeGen.Server.Onnx;
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
        new("browser", (engines, _) => engines.AddBrowserCodecs()) { Describe = _ => "WebM and Ogg with Opus" },
    ]);

    public static IReadOnlyList<EngineRole> All { get; } =
    [
        new("hearing", "hearing",
        [
            new("whisper", (engines, settings) => engines.AddWhisper(Whisper(settings)))
            {
                Keys = ["model", "language", "concurrency", "threads"],
                FindMissing = settings => WhisperEngine.FindMissing(Whisper(settings)),
                Describe = settings => Path.GetFileName(settings.RequiredText("model")),
                IsByConfiguration = true,
            },
            EndpointKind.Hearing,
        ]) { Without = "so spoken turns are answered with an error" },
        new("chat", "thinking", [EndpointKind.Chat]) { Without = "so only configs with a custom language model are answered" },
        new("speech", "speech",
        [
            new("formant", (engines, _) =>
            {
                var simulator = DeterministicEngines.Create();
                (engines.TextToSpeech, engines.Voices) = (simulator.TextToSpeech, simulator.Voices);
            })
            { Describe = _ => "a simple voice that is hard to understand" },
            EndpointKind.Speech,
        ]) { Without = "so nothing is spoken" },
        new("prosody", "prosody",
        [
            Onnx("voice", path => new OnnxOptions { Prosody = path }),
        ]) { Without = "so voices get no scores" },
        new("language", "language",
        [
            Onnx("text", path => new OnnxOptions { Language = path }),
        ]) { Without = "so texts get no scores" },
        new("faces", "faces", []) { Without = "so pictures and videos get no scores" },
        Codecs,
    ];

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
            Describe = settings => $"the model of a {what} in {Path.GetFileName(settings.RequiredText("description"))}",
            IsByConfiguration = true,
        };
}
