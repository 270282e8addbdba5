using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The settings of one session: what its config says, changed by session settings, which are taken whole or not at all.</summary>
internal sealed class ChatSettings(ChatConfig config, EngineVoice voice)
{
    // Answers are written while settings change.
    private volatile ImmutableDictionary<string, string> _variables = ImmutableDictionary<string, string>.Empty;
    private volatile string? _temporaryContext;

    /// <summary>The client's own id of the session.</summary>
    public string? SessionId { get; set; }

    /// <summary>The form of raw audio; null when the audio comes in a container.</summary>
    public PcmFormat? Audio { get; private set; }

    public EngineVoice Voice { get; private set; } = voice;

    public IReadOnlyList<ChatTool> Tools { get; private set; } = config.Tools;

    public IReadOnlyList<ChatTool> BuiltInTools { get; private set; } = config.BuiltInTools;

    public IEnumerable<ChatTool> AllTools => Tools.Concat(BuiltInTools);

    public string? Prompt { get; private set; } = config.Prompt;

    /// <summary>A text that is added to every message of the user.</summary>
    public string? PersistentContext { get; private set; }

    /// <summary>The key that a custom language model is called with.</summary>
    public string? LanguageModelKey { get; private set; }

    public ChatTool? FindTool(string name) => AllTools.FirstOrDefault(tool => tool.Name == name);

    /// <summary>The system prompt with the values of its variables; null without a prompt.</summary>
    public string? FillPrompt(DateTimeOffset now) => Prompt is { } prompt ? Fill(prompt, now) : null;

    /// <summary>A text of the config with the values of the variables.</summary>
    public string Fill(string text, DateTimeOffset now) => SystemPrompt.Fill(text, _variables, now);

    /// <summary>The context for the next answer only, which is then forgotten.</summary>
    public string? TakeContext()
    {
        var context = _temporaryContext;
        _temporaryContext = null;
        return context;
    }

    /// <summary>Takes the settings over; when something about them is wrong, says what, and changes nothing.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="voice">The voice that they ask for; null when there is none.</param>
    /// <param name="schema">Their schema in the specs.</param>
    public SocketFault? Apply(JsonObject settings, Voice? voice, Schema schema)
    {
        var problems = SchemaValidator.Validate(settings, schema, []);
        if (problems.Count == 0)
            Check(settings, problems);

        if (problems.Count > 0)
            return Fault(problems);

        if (settings.ContainsKey("custom_session_id"))
            SessionId = settings.Text("custom_session_id");

        if (settings.ContainsKey("audio"))
            Audio = PcmFormat.Of(settings.Object("audio"));

        Voice = voice?.EngineVoice ?? Voice;
        if (settings["tools"] is JsonArray)
            Tools = ChatTool.List(settings.Objects("tools"));

        if (settings["builtin_tools"] is JsonArray)
            BuiltInTools = ChatTool.ListBuiltIn(settings.Objects("builtin_tools"));

        if (settings.ContainsKey("context"))
            ApplyContext(settings.Object("context"));

        SetVariables(settings.Object("variables"));
        Prompt = settings.Text("system_prompt") ?? Prompt;
        LanguageModelKey = settings.Text("language_model_api_key") ?? LanguageModelKey;
        return null;
    }

    public void SetVariables(JsonObject? variables) =>
        _variables = _variables.SetItems(TextsOf(variables).Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));

    /// <summary>The values of variables as texts, numbers as they were written.</summary>
    public static IEnumerable<(string Name, string Value)> TextsOf(JsonObject? variables) =>
        (variables ?? []).Select(variable => (variable.Key, variable.Value is JsonValue text && text.GetValueKind() == JsonValueKind.String
            ? text.GetValue<string>()
            : variable.Value?.ToJsonString() ?? ""));

    private void ApplyContext(JsonObject? context)
    {
        if (context is null)
            (PersistentContext, _temporaryContext) = (null, null);
        else if (context.Text("type") == "persistent")
            PersistentContext = context.Text("text");
        else
            _temporaryContext = context.Text("text");
    }

    public static SocketFault Fault(IEnumerable<ValidationProblem> problems) =>
        new("E0716", $"The session settings were not applied. {SocketJson.Invalid(problems).Message}");

    private static void Check(JsonObject settings, List<ValidationProblem> problems)
    {
        var audio = settings.Object("audio");
        if (audio?.Number("sample_rate") is < 8000 or > 192_000)
            problems.Add(ValidationProblem.At("The sample rate is 8000 to 192000 Hz", "out_of_range", "audio", "sample_rate"));

        if (audio?.Number("channels") is < 1 or > 8)
            problems.Add(ValidationProblem.At("There are 1 to 8 channels", "out_of_range", "audio", "channels"));

        foreach (var (index, tool) in settings.Objects("tools").Index())
        {
            if (string.IsNullOrWhiteSpace(tool.Text("name")))
                problems.Add(ValidationProblem.At("A tool needs a name that is not blank", "string_too_short", "tools", index, "name"));

            if (ChatTool.ParseObject(tool.Text("parameters")) is null)
            {
                var message = "The string should hold a JSON object: the JSON Schema of the tool's parameters";
                problems.Add(ValidationProblem.At(message, "json_invalid", "tools", index, "parameters"));
            }
        }
    }
}
