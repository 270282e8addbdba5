using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Configs;

/// <summary>The response for a config: its settings with defaults filled in, and everything it refers to in full.</summary>
internal sealed class ConfigView(VersionedStore tools, VersionedStore prompts, VersionedStore customVoices, VoiceDirectory voices)
{
    private static readonly string[] SpokenEvents = ["on_new_chat", "on_inactivity_timeout", "on_max_duration_timeout"];

    public VersionedStore Prompts => prompts;

    /// <summary>Refuses a body that refers to a prompt, tool or voice that does not exist.</summary>
    public void CheckReferences(JsonObject body)
    {
        if (body.Object("prompt") is { } prompt
            && prompt.Text("id") is { } promptId
            && prompts.Get(promptId, prompt.Whole("version")) is null)
        {
            throw Missing("prompt", prompt);
        }

        if (body.Objects("tools").FirstOrDefault(tool => tools.Get(tool.Text("id")!, tool.Whole("version")) is null) is { } missing)
            throw Missing("tool", missing);

        if (body.Object("voice") is { } voice && FindVoice(voice) is null)
            throw ApiRefusal.Error(400, "E0400", "bad_request", $"body.voice: {VoiceDirectory.NotFoundMessage(voice)}.");
    }

    public JsonObject Of(ResourceVersion config)
    {
        var content = config.Content;
        var view = new JsonObject
        {
            ["id"] = config.Id,
            ["version"] = config.Version,
            ["version_description"] = config.Description,
            ["name"] = config.Name,
            ["created_on"] = config.CreatedOn,
            ["modified_on"] = config.ModifiedOn,
            ["evi_version"] = content.Copy("evi_version"),
        };
        AddIfAny(view, "prompt", Prompt(content.Object("prompt")));
        AddIfAny(view, "voice", content.Object("voice") is { } voice ? FindVoice(voice) : null);
        AddIfAny(view, "language_model", content.Copy("language_model"));
        var shortResponses = content.Object("ellm_model")?.Flag("allow_short_responses") ?? false;
        view["ellm_model"] = new JsonObject { ["allow_short_responses"] = shortResponses };
        var found = content.Objects("tools").Select(tool => tools.Get(tool.Text("id")!, tool.Whole("version"))).OfType<ResourceVersion>();
        view["tools"] = new JsonArray([.. found.Select(ToolsApi.View)]);
        view["builtin_tools"] = new JsonArray([.. content.Objects("builtin_tools").Select(BuiltinTool)]);
        view["event_messages"] = EventMessages(content.Object("event_messages") ?? []);
        view["timeouts"] = Timeouts(content.Object("timeouts") ?? []);
        view["nudges"] = Nudges(content.Object("nudges") ?? []);
        view["turn_detection"] = Filled(
            content.Object("turn_detection"),
            ("end_of_turn_silence_ms", 800),
            ("speech_detection_threshold", 0.5),
            ("prefix_padding_ms", 300));
        view["interruption"] = Filled(content.Object("interruption"), ("min_interruption_ms", 800));
        view["webhooks"] = content.Copy("webhooks", new JsonArray());
        return view;
    }

    private static void AddIfAny(JsonObject view, string name, JsonNode? value)
    {
        if (value is not null)
            view[name] = value;
    }

    private static ApiRefusal Missing(string noun, JsonObject reference)
    {
        var version = reference.Whole("version") is { } number ? $" with a version {number}" : "";
        return ApiRefusal.Error(
            400, "E0400", "bad_request", $"body.{noun}: There is no {noun} {reference.Text("id")}{version}; create it first.");
    }

    private JsonObject? Prompt(JsonObject? reference) =>
        reference?.Text("id") is { } id && prompts.Get(id, reference.Whole("version")) is { } prompt
            ? PromptsApi.View(prompt, reference.Whole("version") is null ? "LATEST" : "FIXED")
            : null;

    /// <summary>A voice for text-to-speech, or else one of the withdrawn custom voices, which stands inside the answer.</summary>
    private JsonObject? FindVoice(JsonObject reference)
    {
        if (voices.FindAsync(reference, CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } voice)
            return voice.ToJson();

        var custom = reference.Text("provider") is null or VoiceDirectory.Custom
            ? reference.Text("id") is { } id ? customVoices.Get(id) : customVoices.GetByName(reference.Text("name")!)
            : null;
        return custom is null ? null : new JsonObject
        {
            ["provider"] = VoiceDirectory.Custom,
            ["id"] = custom.Id,
            ["name"] = custom.Name,
            ["custom_voice"] = CustomVoicesApi.View(custom),
        };
    }

    private static JsonObject BuiltinTool(JsonObject tool) => new()
    {
        ["tool_type"] = "BUILTIN",
        ["name"] = tool.Copy("name"),
        ["fallback_content"] = tool.Copy("fallback_content"),
    };

    private static JsonObject EventMessages(JsonObject given) =>
        new(SpokenEvents.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject
        {
            ["enabled"] = given.Object(name)?.Flag("enabled") ?? false,
            ["text"] = given.Object(name)?.Copy("text") ?? "",
        })));

    private static JsonObject Timeouts(JsonObject given) => new()
    {
        ["inactivity"] = Timeout(given.Object("inactivity"), 120),
        ["max_duration"] = Timeout(given.Object("max_duration"), 1800),
    };

    private static JsonObject Timeout(JsonObject? given, int seconds) => new()
    {
        ["enabled"] = given?.Flag("enabled") ?? true,
        ["duration_secs"] = given?.Whole("duration_secs") ?? seconds,
    };

    private static JsonObject Nudges(JsonObject given) => new()
    {
        ["enabled"] = given.Flag("enabled") ?? false,
        ["interval_secs"] = given.Copy("interval_secs"),
    };

    private static JsonObject Filled(JsonObject? given, params (string Name, double Value)[] defaults) =>
        new(defaults.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Name, given?.Copy(entry.Name) ?? Number(entry.Value))));

    private static JsonValue Number(double value) => value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
