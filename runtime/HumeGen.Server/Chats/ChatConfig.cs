using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The part of a config that steers a chat.</summary>
internal sealed record ChatConfig
{
    /// <summary>The provider of a language model that is called by its address.</summary>
    private const string Custom = "CUSTOM_LANGUAGE_MODEL";

    /// <summary>The id of the config; null for the defaults of EVI.</summary>
    public string? Id { get; private init; }

    public int? Version { get; private init; }

    public string? Prompt { get; private init; }

    /// <summary>The reference to the voice; null for the default one.</summary>
    public JsonObject? Voice { get; private init; }

    public IReadOnlyList<ChatTool> Tools { get; private init; } = [];

    public IReadOnlyList<ChatTool> BuiltInTools { get; private init; } = [];

    public string? ModelProvider { get; private init; }

    /// <summary>The name of the language model, or the address of a custom one.</summary>
    public string? ModelResource { get; private init; }

    public double? Temperature { get; private init; }

    /// <summary>Whether a short answer may come before that of the language model.</summary>
    public bool AllowsShortResponses { get; private init; }

    /// <summary>Whether the language model is called by its address.</summary>
    public bool HasCustomModel => ModelProvider == Custom;

    /// <summary>Longest silence of the user; null without a limit.</summary>
    public TimeSpan? Inactivity { get; private init; } = TimeSpan.FromSeconds(120);

    public TimeSpan? MaxDuration { get; private init; } = TimeSpan.FromSeconds(1800);

    /// <summary>
    /// The silence, in ms, after which the user has finished a turn. Shorter than Hume's 800 unless the config asks for a time of its own.
    /// </summary>
    public int EndOfTurnSilence { get; private init; } = 600;

    /// <summary>Time in ms that the user must speak to interrupt the assistant.</summary>
    public int MinInterruption { get; private init; } = 800;

    /// <summary>The confidence from which the voice activity detector takes sound for speech, from 0 to 1.</summary>
    public double SpeechThreshold { get; private init; } = 0.5;

    /// <summary>Time in ms before the speech that belongs to the sound of a turn.</summary>
    public int PrefixPadding { get; private init; } = 300;

    /// <summary>The silence of the user after which the assistant invites them to speak; null when it never does.</summary>
    public TimeSpan? Nudge { get; private init; }

    private Dictionary<string, string?> EventTexts { get; init; } = [];

    /// <summary>Whether the assistant speaks unasked at an event such as <c>on_new_chat</c>, and its words; null when a language model writes them.</summary>
    public (bool Speaks, string? Text) MessageOn(string eventName) => (EventTexts.ContainsKey(eventName), EventTexts.GetValueOrDefault(eventName));

    /// <summary>The voice of the assistant: the config's, the base of one of the withdrawn custom voices, or else the engine's own.</summary>
    public async ValueTask<EngineVoice> FindVoiceAsync(VoiceDirectory voices, CancellationToken cancellationToken)
    {
        var reference = Voice?.Object("custom_voice")?.Text("base_voice") is { } name
            ? new JsonObject { ["name"] = name, ["provider"] = VoiceDirectory.Library }
            : Voice;
        var voice = reference is null ? null : await voices.FindAsync(reference, cancellationToken).ConfigureAwait(false);
        return voice?.EngineVoice ?? new EngineVoice();
    }

    public static async ValueTask<ChatConfig> OfAsync(ResourceVersion? config, ConfigView configView)
    {
        if (config is null)
            return new ChatConfig();

        var view = await configView.OfAsync(config).ConfigureAwait(false);
        var events = view.Object("event_messages")!;
        return new ChatConfig
        {
            Id = config.Id,
            Version = config.Version,
            Prompt = view.Object("prompt")?.Text("text"),
            Voice = view.Object("voice"),
            Tools = ChatTool.List(view.Objects("tools")),
            BuiltInTools = ChatTool.ListBuiltIn(view.Objects("builtin_tools")),
            ModelProvider = view.Object("language_model")?.Text("model_provider"),
            ModelResource = view.Object("language_model")?.Text("model_resource"),
            Temperature = view.Object("language_model")?.Number("temperature"),
            AllowsShortResponses = view.Object("ellm_model")!.Flag("allow_short_responses") == true,
            Inactivity = Timeout(view, "inactivity"),
            MaxDuration = Timeout(view, "max_duration"),
            EndOfTurnSilence = config.Content.Object("turn_detection")?.Whole("end_of_turn_silence_ms") ?? 600,
            MinInterruption = view.Object("interruption")!.Whole("min_interruption_ms")!.Value,
            SpeechThreshold = view.Object("turn_detection")!.Number("speech_detection_threshold")!.Value,
            PrefixPadding = view.Object("turn_detection")!.Whole("prefix_padding_ms")!.Value,
            Nudge = NudgeOf(view.Object("nudges")!),
            EventTexts = events
                .Where(entry => (entry.Value as JsonObject)?.Flag("enabled") == true)
                .ToDictionary(entry => entry.Key, entry => entry.Value!.AsObject().Text("text") is { Length: > 0 } own ? own : null),
        };
    }

    private static TimeSpan? NudgeOf(JsonObject nudges) =>
        nudges.Flag("enabled") == true && nudges.Number("interval_secs") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;

    private static TimeSpan? Timeout(JsonObject view, string name)
    {
        var timeout = view.Object("timeouts")!.Object(name)!;
        return timeout.Flag("enabled") == true ? TimeSpan.FromSeconds(timeout.Number("duration_secs")!.Value) : null;
    }
}
