using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The part of a config that steers a chat.</summary>
internal sealed record ChatConfig
{
    private static readonly Dictionary<string, string> DefaultTexts = new(StringComparer.Ordinal)
    {
        ["on_new_chat"] = "Hello! How are you?",
        ["on_inactivity_timeout"] = "Are you still there? I will hang up now.",
        ["on_max_duration_timeout"] = "Our time is up. Goodbye!",
    };

    /// <summary>The id of the config; null for the defaults of EVI.</summary>
    public string? Id { get; private init; }

    public int? Version { get; private init; }

    public string? Prompt { get; private init; }

    /// <summary>The reference to the voice; null for the default one.</summary>
    public JsonObject? Voice { get; private init; }

    public IReadOnlyList<ChatTool> Tools { get; private init; } = [];

    /// <summary>Longest silence of the user; null without a limit.</summary>
    public TimeSpan? Inactivity { get; private init; } = TimeSpan.FromSeconds(120);

    public TimeSpan? MaxDuration { get; private init; } = TimeSpan.FromSeconds(1800);

    /// <summary>
    /// The silence, in ms, after which the user has finished a turn. Shorter than Hume's 800 unless the config asks for a time of its own.
    /// </summary>
    public int EndOfTurnSilence { get; private init; } = 600;

    /// <summary>Time in ms that the user must speak to interrupt the assistant.</summary>
    public int MinInterruption { get; private init; } = 800;

    private IReadOnlyDictionary<string, string> EventTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>The voice of the assistant: the config's, the base of one of the withdrawn custom voices, or else the engine's own.</summary>
    public async ValueTask<EngineVoice> FindVoiceAsync(VoiceDirectory voices, CancellationToken cancellationToken)
    {
        var reference = Voice?.Object("custom_voice")?.Text("base_voice") is { } name
            ? new JsonObject { ["name"] = name, ["provider"] = VoiceDirectory.Library }
            : Voice;
        var voice = reference is null ? null : await voices.FindAsync(reference, cancellationToken).ConfigureAwait(false);
        return voice?.EngineVoice ?? new EngineVoice();
    }

    /// <summary>The words said by themselves at an event such as <c>on_new_chat</c>; null when nothing is.</summary>
    public string? TextOn(string eventName) => EventTexts.GetValueOrDefault(eventName);

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
            Inactivity = Timeout(view, "inactivity"),
            MaxDuration = Timeout(view, "max_duration"),
            EndOfTurnSilence = config.Content.Object("turn_detection")?.Whole("end_of_turn_silence_ms") ?? 600,
            MinInterruption = view.Object("interruption")!.Whole("min_interruption_ms")!.Value,
            EventTexts = DefaultTexts
                .Where(text => events.Object(text.Key)?.Flag("enabled") == true)
                .ToDictionary(text => text.Key, text => events.Object(text.Key)!.Text("text") is { Length: > 0 } own ? own : text.Value),
        };
    }

    private static TimeSpan? Timeout(JsonObject view, string name)
    {
        var timeout = view.Object("timeouts")!.Object(name)!;
        return timeout.Flag("enabled") == true ? TimeSpan.FromSeconds(timeout.Number("duration_secs")!.Value) : null;
    }
}
