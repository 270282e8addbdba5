using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>Reads what custom language models send, which may be anything.</summary>
internal static class ModelJson
{
    // Of one event or message.
    private const int MaxTokens = 100_000;

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The text, in UTF-8.</param>
    /// <param name="kind">The kind of text, such as <c>event</c>, for the error.</param>
    public static JsonObject Parse(ReadOnlySpan<byte> json, string kind)
    {
        try
        {
            return new StrictJson(MaxTokens).Parse(json) as JsonObject ?? throw Wrong($"sent {kind} that is no JSON object");
        }
        catch (JsonException fault)
        {
            throw Wrong($"sent {kind} that is no JSON: {fault.Message.TrimEnd('.')}", fault);
        }
    }

    /// <summary>A member that is a text; null for any other.</summary>
    public static string? TextOf(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The error for what cannot be read.</summary>
    public static EngineException Wrong(string what, Exception? cause = null) => new($"The custom language model {what}.", "E0707", cause);
}
