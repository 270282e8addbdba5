using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>Payloads as they travel, kept as files: structures that Hume publishes, with values of our own.</summary>
internal static class Payloads
{
    /// <summary>The files, each with what it is an instance of.</summary>
    public static IReadOnlyDictionary<string, string> Subjects { get; } = new Dictionary<string, string>
    {
        ["batch.get-job-details.response.json"] = "answer to GET /v0/batch/jobs/{id}",
        ["batch.get-job-predictions.response.json"] = "answer to GET /v0/batch/jobs/{id}/predictions",
        ["batch.list-jobs.response.json"] = "answer to GET /v0/batch/jobs",
        ["batch.start-inference-job-from-local-file.request.json"] = "form part json of POST /v0/batch/jobs",
        ["batch.start-inference-job-from-local-file.response.json"] = "answer to POST /v0/batch/jobs multipart/form-data",
        ["batch.start-inference-job.request.json"] = "body of POST /v0/batch/jobs",
        ["batch.start-inference-job.response.json"] = "answer to POST /v0/batch/jobs application/json",
        ["chat.publish.assistant_input.json"] = "/chat publish",
        ["chat.publish.audio_input-bare.json"] = "/chat publish",
        ["chat.publish.audio_input.json"] = "/chat publish",
        ["chat.publish.pause_assistant_message.json"] = "/chat publish",
        ["chat.publish.resume_assistant_message.json"] = "/chat publish",
        ["chat.publish.session_settings.json"] = "/chat publish",
        ["chat.publish.tool_error.json"] = "/chat publish",
        ["chat.publish.tool_response.json"] = "/chat publish",
        ["chat.publish.user_input.json"] = "/chat publish",
        ["chat.subscribe.assistant_end-bare.json"] = "/chat subscribe",
        ["chat.subscribe.assistant_end.json"] = "/chat subscribe",
        ["chat.subscribe.assistant_message.json"] = "/chat subscribe",
        ["chat.subscribe.assistant_prosody.json"] = "/chat subscribe",
        ["chat.subscribe.audio_output.json"] = "/chat subscribe",
        ["chat.subscribe.chat_metadata.json"] = "/chat subscribe",
        ["chat.subscribe.error.json"] = "/chat subscribe",
        ["chat.subscribe.tool_call.json"] = "/chat subscribe",
        ["chat.subscribe.tool_error.json"] = "/chat subscribe",
        ["chat.subscribe.tool_response.json"] = "/chat subscribe",
        ["chat.subscribe.unknown.json"] = "/chat subscribe",
        ["chat.subscribe.user_interruption.json"] = "/chat subscribe",
        ["chat.subscribe.user_message-from-text.json"] = "/chat subscribe",
        ["chat.subscribe.user_message.json"] = "/chat subscribe",
        ["connect.publish.session_settings-bare.json"] = "/chat/{chat_id}/connect publish",
        ["connect.subscribe.assistant_end.json"] = "/chat/{chat_id}/connect subscribe",
        ["evi.chat-groups.get-chat-group.response.json"] = "answer to GET /v0/evi/chat_groups/{id}",
        ["evi.configs.create-config-of-old.request.json"] = "body of POST /v0/evi/configs",
        ["evi.configs.create-config-version-of-old.request.json"] = "body of POST /v0/evi/configs/{id}",
        ["evi.configs.create-config-version.request.json"] = "body of POST /v0/evi/configs/{id}",
        ["evi.configs.create-config-version.response.json"] = "answer to POST /v0/evi/configs/{id} application/json",
        ["evi.configs.create-config.request.json"] = "body of POST /v0/evi/configs",
        ["evi.configs.create-config.response.json"] = "answer to POST /v0/evi/configs application/json",
        ["evi.configs.get-config-version.response.json"] = "answer to GET /v0/evi/configs/{id}/version/{version}",
        ["evi.configs.list-config-versions.response.json"] = "answer to GET /v0/evi/configs/{id}",
        ["evi.configs.list-configs.response.json"] = "answer to GET /v0/evi/configs",
        ["evi.configs.update-config-description.response.json"] = "answer to PATCH /v0/evi/configs/{id}/version/{version} application/json",
        ["evi.custom-voices.create-custom-voice-version.request.json"] = "body of POST /v0/evi/custom_voices/{id}",
        ["evi.custom-voices.create-custom-voice-version.response.json"] = "answer to POST /v0/evi/custom_voices/{id} application/json",
        ["evi.custom-voices.create-custom-voice.request.json"] = "body of POST /v0/evi/custom_voices",
        ["evi.custom-voices.create-custom-voice.response.json"] = "answer to POST /v0/evi/custom_voices application/json",
        ["evi.custom-voices.get-custom-voice.response.json"] = "answer to GET /v0/evi/custom_voices/{id}",
        ["evi.custom-voices.list-custom-voices.response.json"] = "answer to GET /v0/evi/custom_voices",
        ["evi.prompts.create-prompt.response.json"] = "answer to POST /v0/evi/prompts application/json",
        ["http.error-400.json"] = "error 400",
        ["http.error-422.json"] = "error 422",
        ["models.publish.empty.json"] = "/models publish",
        ["models.publish.file.json"] = "/models publish",
        ["models.publish.job_details.json"] = "/models publish",
        ["models.publish.reset.json"] = "/models publish",
        ["models.publish.text.json"] = "/models publish",
        ["models.subscribe.empty.json"] = "/models subscribe",
        ["models.subscribe.error.json"] = "/models subscribe",
        ["models.subscribe.face.json"] = "/models subscribe",
        ["models.subscribe.job_details.json"] = "/models subscribe",
        ["models.subscribe.language.json"] = "/models subscribe",
        ["models.subscribe.warning.json"] = "/models subscribe",
        ["stream-input.publish.close.json"] = "/stream/input publish",
        ["stream-input.publish.empty.json"] = "/stream/input publish",
        ["stream-input.publish.text.json"] = "/stream/input publish",
        ["stream-input.subscribe.audio-bare.json"] = "/stream/input subscribe",
        ["stream-input.subscribe.audio.json"] = "/stream/input subscribe",
        ["stream-input.subscribe.timestamp.json"] = "/stream/input subscribe",
        ["tts.convert-voice-json.item.json"] = "answer to POST /v0/tts/voice_conversion/json multipart/form-data",
        ["tts.synthesize-file-designed.request.json"] = "body of POST /v0/tts/file",
        ["tts.synthesize-file-streaming-designed.request.json"] = "body of POST /v0/tts/stream/file",
        ["tts.synthesize-file-streaming.request.json"] = "body of POST /v0/tts/stream/file",
        ["tts.synthesize-file.request.json"] = "body of POST /v0/tts/file",
        ["tts.synthesize-json-streaming.request.json"] = "body of POST /v0/tts/stream/json",
        ["tts.synthesize-json.request.json"] = "body of POST /v0/tts",
        ["tts.synthesize-json.response.json"] = "answer to POST /v0/tts application/json",
        ["tts.voices.create.request.json"] = "body of POST /v0/tts/voices",
        ["tts.voices.create.response.json"] = "answer to POST /v0/tts/voices application/json",
        ["tts.voices.list.response.json"] = "answer to GET /v0/tts/voices",
        ["webhook.chat-ended-named.json"] = "webhook chat-ended",
        ["webhook.chat-ended.json"] = "webhook",
        ["webhook.chat-started-named.json"] = "webhook chat-started",
        ["webhook.chat-started.json"] = "webhook",
        ["webhook.tool-call.json"] = "webhook",
    };

    /// <summary>A message that the specifications do not have.</summary>
    public const string OfUnknownType = "chat.subscribe.unknown.json";

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Payloads")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static string Text(string file) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payloads", file));

    public static IEnumerable<(string File, JsonNode Json)> Of(Subject subject) =>
        Subjects.Where(p => p.Value == subject.Name).Select(p => (p.Key, JsonNode.Parse(Text(p.Key))!));
}
