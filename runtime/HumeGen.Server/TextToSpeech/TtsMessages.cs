using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>The items of a stream of speech.</summary>
/// <param name="requestId">The id of the request or connection.</param>
internal sealed class TtsMessages(string requestId)
{
    public JsonObject Audio(
        Snippet snippet, string generationId, int index, bool isLast, byte[] audio, string format, string? transcribedText, int? utteranceIndex) => new()
        {
            ["type"] = "audio",
            ["audio"] = Convert.ToBase64String(audio),
            ["audio_format"] = format,
            ["chunk_index"] = index,
            ["generation_id"] = generationId,
            ["is_last_chunk"] = isLast,
            ["request_id"] = requestId,
            ["snippet"] = null,
            ["snippet_id"] = snippet.Id,
            ["text"] = snippet.Text,
            ["transcribed_text"] = transcribedText,
            ["utterance_index"] = utteranceIndex,
        };

    public JsonObject Timestamp(Snippet snippet, string generationId, SpeechTimestamp timestamp) => new()
    {
        ["type"] = "timestamp",
        ["generation_id"] = generationId,
        ["request_id"] = requestId,
        ["snippet_id"] = snippet.Id,
        ["timestamp"] = Times(timestamp),
    };

    public JsonObject Error(string code, string slug, string message) => new()
    {
        ["type"] = "error",
        ["code"] = code,
        ["slug"] = slug,
        ["message"] = message,
        ["request_id"] = requestId,
    };

    /// <summary>The item that tells a client why its speech has broken off; null when the fault is no matter of speech.</summary>
    /// <param name="fault">The fault that has ended the speech.</param>
    /// <param name="log">Logs a fault that is not the client's, and gives the words for the client.</param>
    public JsonObject? ErrorFor(Exception fault, Func<Exception, string> log) => fault switch
    {
        EngineException => Error("I0100", "service_error", log(fault)),
        KeyLimitException limit => Error(limit.Fault.Code, limit.Fault.Slug, limit.Message),
        SpeechLimitException => Error("E0101", "invalid_request", fault.Message),
        _ => null,
    };

    /// <summary>A word or phoneme and its time, in milliseconds from the start of the snippet.</summary>
    public static JsonObject Times(SpeechTimestamp timestamp) => new()
    {
        ["text"] = timestamp.Text,
        ["time"] = new JsonObject { ["begin"] = Milliseconds(timestamp.Begin), ["end"] = Milliseconds(timestamp.End) },
        ["type"] = TypeOf(timestamp),
    };

    public static string TypeOf(SpeechTimestamp timestamp) => timestamp.IsPhoneme ? "phoneme" : "word";

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);
}
