using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen.Json;
using Evi = Hume.EmpathicVoice;
using Stream = Hume.ExpressionMeasurement.Stream;

namespace Hume.Tests;

/// <summary>All JSON of the specifications: bodies both ways, webhooks, and the messages of the channels.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Subject> All { get; } = [.. Responses, .. Requests, .. Webhooks, .. Channels, .. Errors];

    public static Subject Find(string name) => All.Single(s => s.Name == name);

    private static IEnumerable<Subject> Responses =>
        from call in OperationCase.All
        let response = call.Spec.Response
        where response.Schema is not null && response.Schema.Format != "binary"
        select response.ContentType == "text/event-stream"
            ? new Subject("answer to " + call.Name, response.Schema!, async json => ((JsonArray)(await call.AnswerAsync(json))!)[0])
            : new Subject("answer to " + call.Name, response.Schema!, call.AnswerAsync);

    private static IEnumerable<Subject> Requests =>
    [
        Body("POST", "/v0/tts", PostedTts.ReadJson),
        Body("POST", "/v0/tts/file", PostedTts.ReadJson),
        Body("POST", "/v0/tts/stream/json", PostedTts.ReadJson),
        Body("POST", "/v0/tts/stream/file", PostedTts.ReadJson),
        Body("POST", "/v0/tts/voices", PostedVoice.ReadJson),
        Body("POST", "/v0/evi/tools", PostedUserDefinedTool.ReadJson),
        Body("POST", "/v0/evi/tools/{id}", PostedUserDefinedToolVersion.ReadJson),
        Body("PATCH", "/v0/evi/tools/{id}", PostedUserDefinedToolName.ReadJson),
        Body("PATCH", "/v0/evi/tools/{id}/version/{version}", PostedUserDefinedToolVersionDescription.ReadJson),
        Body("POST", "/v0/evi/prompts", PostedPrompt.ReadJson),
        Body("POST", "/v0/evi/prompts/{id}", PostedPromptVersion.ReadJson),
        Body("PATCH", "/v0/evi/prompts/{id}", PostedPromptName.ReadJson),
        Body("PATCH", "/v0/evi/prompts/{id}/version/{version}", PostedPromptVersionDescription.ReadJson),
        Body("POST", "/v0/evi/configs", PostedConfig.ReadJson),
        Body("POST", "/v0/evi/configs/{id}", PostedConfigVersion.ReadJson),
        Body("PATCH", "/v0/evi/configs/{id}", PostedConfigName.ReadJson),
        Body("PATCH", "/v0/evi/configs/{id}/version/{version}", PostedConfigVersionDescription.ReadJson),
        Body("POST", "/v0/evi/chat/{chat_id}/send", IControlPlanePublishEvent.ReadJson),
        Body("POST", "/v0/evi/custom_voices", PostedCustomVoice.ReadJson),
        Body("POST", "/v0/evi/custom_voices/{id}", PostedCustomVoice.ReadJson),
        Body("PATCH", "/v0/evi/custom_voices/{id}", PostedCustomVoiceName.ReadJson),
        Body("POST", "/v0/batch/jobs", InferenceBaseRequest.ReadJson),
        Subject.Of("form part json of POST /v0/batch/jobs", FormPart("/v0/batch/jobs", "json"), InferenceBaseRequest.ReadJson),
        Subject.Of("form part context of POST /v0/tts/voice_conversion/json", FormPart("/v0/tts/voice_conversion/json", "context"), IPostedContext.ReadJson),
        Subject.Of("form part voice of POST /v0/tts/voice_conversion/json", FormPart("/v0/tts/voice_conversion/json", "voice"), IPostedUtteranceVoice.ReadJson),
        Subject.Of("form part format of POST /v0/tts/voice_conversion/json", FormPart("/v0/tts/voice_conversion/json", "format"), IFormat.ReadJson),
    ];

    private static IEnumerable<Subject> Webhooks =>
    [
        .. Specs.Evi["webhooks"]!.AsObject().Select(webhook => Subject.Of(
            "webhook " + webhook.Key,
            new Schema(Specs.Evi, webhook.Value!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!),
            IWebhookEvent.ReadJson)),
        Subject.Of("webhook", Specs.Component(Specs.Evi, "WebhookEvent"), IWebhookEvent.ReadJson),
    ];

    private static IEnumerable<Subject> Channels =>
    [
        Messages("/chat", "publish", IPublishEvent.ReadJson),
        Messages("/chat", "subscribe", Evi.ISubscribeEvent.ReadJson),
        Messages("/chat/{chat_id}/connect", "publish", IControlPlanePublishEvent.ReadJson),
        Messages("/chat/{chat_id}/connect", "subscribe", Evi.ISubscribeEvent.ReadJson),
        Messages("/models", "publish", IStreamClientMessage.ReadJson),
        Messages("/models", "subscribe", Stream.IStreamSubscribeEvent.ReadJson),
        Messages("/stream/input", "publish", IStreamInputClientMessage.ReadJson),
        Messages("/stream/input", "subscribe", IStreamInputEvent.ReadJson),
    ];

    private static IEnumerable<Subject> Errors =>
    [
        Subject.Of("error 400", Specs.Component(Specs.Evi, "ErrorResponse"), ErrorResponse.ReadJson),
        Subject.Of("error 422", Specs.Component(Specs.Tts, "HTTPValidationError"), HttpValidationError.ReadJson),
    ];

    private static Subject Body<T>(string method, string path, JsonReader<T> read)
        where T : IJsonWritable =>
        Subject.Of($"body of {method} {path}", Specs.Operation(method, path, "application/json").Body!, read);

    private static Schema FormPart(string path, string name) => Specs.Operation("POST", path, "multipart/form-data").Body!.Properties[name];

    private static Subject Messages<T>(string channel, string direction, JsonReader<T> read)
        where T : IJsonWritable =>
        Subject.Of($"{channel} {direction}", Union(channel, direction), read);

    private static Schema Union(string channel, string direction)
    {
        var message = Specs.Channels["channels"]![channel]![direction]!["message"]!;
        var payloads = (message["oneOf"] as JsonArray ?? [message.DeepClone()])
            .Select(m => Specs.Channels["components"]!["messages"]![m!["$ref"]!.GetValue<string>().Split('/')[^1]]!)
            .Where(m => m["contentType"] is null)
            .Select(m => m["payload"]!.DeepClone());
        return new Schema(Specs.Channels, new JsonObject { ["oneOf"] = new JsonArray([.. payloads]) });
    }
}
