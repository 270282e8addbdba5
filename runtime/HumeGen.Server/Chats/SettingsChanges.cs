using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Hearing;
using HumeGen.Server.Chats.Turns;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>Changes the settings of a session, and everything that depends on them.</summary>
internal sealed class SettingsChanges(VoiceDirectory voices, ChatSettings current, ChatListener listener, ChatTurns turns)
{
    /// <summary>Applies settings that somebody has sent, writes them into the history, and tells the subscribers; the fault when something about them is wrong.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="schema">Their schema in the specs.</param>
    /// <param name="variables">The values of variables as they were written; those of the settings unless given.</param>
    public async ValueTask<SocketFault?> ApplyAsync(JsonObject settings, Schema schema, JsonObject? variables = null)
    {
        var before = current.Audio;
        var (voice, unknownVoice) = await TakeVoiceAsync(settings).ConfigureAwait(false);
        if (unknownVoice is not null && settings.All(setting => setting.Key == "type"))
            return unknownVoice;

        if (current.Apply(settings, voice, schema) is { } fault)
            return fault;

        current.SetVariables(variables);
        if (current.Audio != before)
            listener.Expect(current.Audio);

        settings["type"] = "session_settings";
        settings.Remove("language_model_api_key");
        var recorded = settings.DeepClone().AsObject();
        if ((variables ?? settings.Object("variables")) is { } values)
            recorded["variables"] = new JsonObject(ChatSettings.TextsOf(values).Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value)));

        settings.Remove("event_limit");
        await turns.TellSettingsAsync(settings, recorded).ConfigureAwait(false);
        return unknownVoice;
    }

    /// <summary>Finds the voice that settings ask for. One that does not exist is taken out of them, so that the others are applied all the same.</summary>
    private async ValueTask<(Voice? Voice, SocketFault? Fault)> TakeVoiceAsync(JsonObject settings)
    {
        if (settings["voice_id"] is not JsonValue value || !value.TryGetValue(out string? id))
            return default;

        if (await voices.FindByIdAsync(id, CancellationToken.None).ConfigureAwait(false) is { } voice)
            return (voice, null);

        settings.Remove("voice_id");
        return (null, new SocketFault(
            "E0716", $"voice_id: There is no voice with the id '{ValidationProblem.Cut(id, 100)}', so the voice stays as it was; other settings are applied."));
    }
}
