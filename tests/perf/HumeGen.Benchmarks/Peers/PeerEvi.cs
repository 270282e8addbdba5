using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.Peers;

/// <summary>What the server of a chat sends; only the message that is measured, and what is not known.</summary>
internal interface IPeerEvent
{
    static IPeerEvent Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return PeerUnion.Key(reader).ValueTextEquals("user_message"u8)
            ? JsonSerializer.Deserialize(utf8, PeerContext.Default.PeerUserMessage)!
            : new PeerUnknownEvent { Json = JsonElement.ParseValue(ref reader) };
    }
}

internal sealed class PeerUnknownEvent : IPeerEvent
{
    public JsonElement Json { get; init; }
}

internal sealed class PeerUserMessage : PeerObject, IPeerEvent
{
    public string Type => "user_message";

    [JsonRequired]
    public PeerChatMessage Message { get; set; } = null!;

    public PeerInference? Models { get; set; }

    public PeerInterval? Time { get; set; }

    public bool? FromText { get; set; }

    public bool? Interim { get; set; }

    public string? Language { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class PeerChatMessage : PeerObject
{
    [JsonRequired]
    public PeerRole Role { get; set; }

    public string? Content { get; set; }

    public PeerToolCall? ToolCall { get; set; }

    public IPeerToolResult? ToolResult { get; set; }
}

[JsonConverter(typeof(PeerRoleConverter))]
internal readonly record struct PeerRole(string Value);

internal sealed class PeerRoleConverter()
    : PeerEnumConverter<PeerRole>(v => new(v), v => v.Value, "assistant", "system", "user", "all", "tool", "context");

[JsonConverter(typeof(PeerToolTypeConverter))]
internal readonly record struct PeerToolType(string Value);

internal sealed class PeerToolTypeConverter() : PeerEnumConverter<PeerToolType>(v => new(v), v => v.Value, "builtin", "function");

[JsonConverter(typeof(PeerErrorLevelConverter))]
internal readonly record struct PeerErrorLevel(string Value);

internal sealed class PeerErrorLevelConverter() : PeerEnumConverter<PeerErrorLevel>(v => new(v), v => v.Value, "warn");

internal sealed class PeerToolCall : PeerObject
{
    public string Type => "tool_call";

    [JsonRequired]
    public string Name { get; set; } = null!;

    [JsonRequired]
    public string Parameters { get; set; } = null!;

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    public bool? ResponseRequired { get; set; }

    public PeerToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

[JsonConverter(typeof(PeerToolResultConverter))]
internal interface IPeerToolResult;

internal sealed class PeerUnknownToolResult : IPeerToolResult
{
    public JsonElement Json { get; init; }
}

internal sealed class PeerToolResponse : PeerObject, IPeerToolResult
{
    public string Type => "tool_response";

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    [JsonRequired]
    public string Content { get; set; } = null!;

    public string? ToolName { get; set; }

    public PeerToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class PeerToolError : PeerObject, IPeerToolResult
{
    public string Type => "tool_error";

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    [JsonRequired]
    public string Error { get; set; } = null!;

    public string? Content { get; set; }

    public string? Code { get; set; }

    public PeerErrorLevel? Level { get; set; }

    public PeerToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class PeerToolResultConverter : JsonConverter<IPeerToolResult>
{
    public override IPeerToolResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var key = PeerUnion.Key(reader);
        if (key.ValueTextEquals("tool_response"u8))
            return JsonSerializer.Deserialize(ref reader, PeerContext.Default.PeerToolResponse)!;
        if (key.ValueTextEquals("tool_error"u8))
            return JsonSerializer.Deserialize(ref reader, PeerContext.Default.PeerToolError)!;
        return new PeerUnknownToolResult { Json = JsonElement.ParseValue(ref reader) };
    }

    public override void Write(Utf8JsonWriter writer, IPeerToolResult value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case PeerToolResponse response:
                JsonSerializer.Serialize(writer, response, PeerContext.Default.PeerToolResponse);
                break;
            case PeerToolError error:
                JsonSerializer.Serialize(writer, error, PeerContext.Default.PeerToolError);
                break;
            case PeerUnknownToolResult unknown:
                unknown.Json.WriteTo(writer);
                break;
        }
    }
}

internal sealed class PeerInterval : PeerObject
{
    [JsonRequired]
    public long Begin { get; set; }

    [JsonRequired]
    public long End { get; set; }
}

internal sealed class PeerInference : PeerObject
{
    public PeerProsody? Prosody { get; set; }
}

internal sealed class PeerProsody : PeerObject
{
    [JsonRequired]
    public PeerEmotionScores Scores { get; set; } = null!;
}

internal sealed class PeerAudioInput : PeerObject
{
    public string Type => "audio_input";

    [JsonRequired]
    public ReadOnlyMemory<byte> Data { get; set; }

    public string? CustomSessionId { get; set; }
}
