using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Configs;

/// <summary>The response for a config: its settings with defaults filled in, and everything it refers to in full.</summary>
internal sealed class ConfigView(IVersionedStore tools, IVersionedStore prompts, IVersionedStore customVoices, VoiceDirectory voices)
{
    private static readonly string[] SpokenEvents = ["on_new_chat", "on_inactivity_timeout", "on_max_duration_timeout"];

    public IVersionedStore Prompts => prompts;

    /// <summary>Refuses a body that refers to a prompt, tool or voice that does not exist.</summary>
    public async ValueTask CheckReferencesAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (body.Object("prompt") is { } prompt
            && prompt.Text("id") is { } promptId
            && await prompts.GetAsync(promptId, prompt.Whole("version"), cancellationToken).ConfigureAwait(false) is null)
        {
            throw Missing("prompt", prompt);
        }

        foreach (var tool in body.Objects("tools"))
        {
            if (await FindToolAsync(tool, cancellationToken).ConfigureAwait(false) is null)
                throw Missing("tool", tool);
        }

        if (body.Object("voice") is { } voice && await FindVoiceAsync(voice, cancellationToken).ConfigureAwait(false) is null)
            throw ApiRefusal.Error(400, "E0400", "bad_request", $"body.voice: {VoiceDirectory.NotFoundMessage(voice)}.");
    }

    public async ValueTask<JsonObject> OfAsync(ResourceVersion config, CancellationToken cancellationToken = default)
    {
        var content = config.Content;
        var view = new JsonObject
        {
            ["id"] = config.Id,
            ["version"] = config.Version,
            ["version_description"] = config.Description,
            ["name"] = config.Name,
            ["created_on"] = config.CreatedOn.ToUnixTimeMilliseconds(),
            ["modified_on"] = config.ModifiedOn.ToUnixTimeMilliseconds(),
            ["evi_version"] = content.Copy("evi_version"),
        };
        AddIfAny(view, "prompt", await FindPromptAsync(content.Object("prompt"), cancellationToken).ConfigureAwait(false));
        AddIfAny(view, "voice", content.Object("voice") is { } voice ? await FindVoiceAsync(voice, cancellationToken).ConfigureAwait(false) : null);
        AddIfAny(view, "language_model", content.Copy("language_model"));
        var shortResponses = content.Object("ellm_model")?.Flag("allow_short_responses") ?? false;
        view["ellm_model"] = new JsonObject { ["allow_short_responses"] = shortResponses };
        var found = new JsonArray();
        foreach (var reference in content.Objects("tools"))
        {
            if (await FindToolAsync(reference, cancellationToken).ConfigureAwait(false) is { } tool)
                found.Add((JsonNode)ToolsApi.View(tool));
        }

        view["tools"] = found;
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

    private ValueTask<ResourceVersion?> FindToolAsync(JsonObject reference, CancellationToken cancellationToken) =>
        tools.GetAsync(reference.Text("id")!, reference.Whole("version"), cancellationToken);

    private async ValueTask<JsonObject?> FindPromptAsync(JsonObject? reference, CancellationToken cancellationToken)
    {
        return reference?.Text("id") is { } id
            && await prompts.GetAsync(id, reference.Whole("version"), cancellationToken).ConfigureAwait(false) is { } prompt
            ? PromptsApi.View(prompt, reference.Whole("version") is null ? "LATEST" : "FIXED")
            : null;
    }

    /// <summary>A voice for text-to-speech, or else one of the withdrawn custom voices, which stands inside the answer.</summary>
    private async ValueTask<JsonObject?> FindVoiceAsync(JsonObject reference, CancellationToken cancellationToken)
    {
        var custom = reference.Text("provider") is not (null or VoiceDirectory.Custom) ? null
            : reference.Text("id") is { } id ? await customVoices.GetAsync(id, null, cancellationToken).ConfigureAwait(false)
            : await customVoices.GetByNameAsync(reference.Text("name")!, cancellationToken).ConfigureAwait(false);

        // First, as an id that stands nowhere may still be one of the library.
        if (custom is null)
            return (await voices.FindAsync(reference, cancellationToken).ConfigureAwait(false))?.ToJson();

        return new JsonObject
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
