using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.StjTwins;

/// <summary>Messages of a chat's server: only the measured one, and unknown ones.</summary>
internal interface IStjEvent
{
    static IStjEvent Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return StjUnion.Key(reader).ValueTextEquals("user_message"u8)
            ? JsonSerializer.Deserialize(utf8, StjContext.Default.StjUserMessage)!
            : new StjUnknownEvent { Json = JsonElement.ParseValue(ref reader) };
    }
}

internal sealed class StjUnknownEvent : IStjEvent
{
    public JsonElement Json { get; init; }
}

internal sealed class StjUserMessage : StjObject, IStjEvent
{
    public string Type => "user_message";

    [JsonRequired]
    public StjChatMessage Message { get; set; } = null!;

    public StjInference? Models { get; set; }

    public StjInterval? Time { get; set; }

    public bool? FromText { get; set; }

    public bool? Interim { get; set; }

    public string? Language { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class StjChatMessage : StjObject
{
    [JsonRequired]
    public StjRole Role { get; set; }

    public string? Content { get; set; }

    public StjToolCall? ToolCall { get; set; }

    public IStjToolResult? ToolResult { get; set; }
}

[JsonConverter(typeof(StjRoleConverter))]
internal readonly record struct StjRole(string Value);

internal sealed class StjRoleConverter()
    : StjEnumConverter<StjRole>(v => new(v), v => v.Value, "assistant", "system", "user", "all", "tool", "context");

[JsonConverter(typeof(StjToolTypeConverter))]
internal readonly record struct StjToolType(string Value);

internal sealed class StjToolTypeConverter() : StjEnumConverter<StjToolType>(v => new(v), v => v.Value, "builtin", "function");

[JsonConverter(typeof(StjErrorLevelConverter))]
internal readonly record struct StjErrorLevel(string Value);

internal sealed class StjErrorLevelConverter() : StjEnumConverter<StjErrorLevel>(v => new(v), v => v.Value, "warn");

internal sealed class StjToolCall : StjObject
{
    public string Type => "tool_call";

    [JsonRequired]
    public string Name { get; set; } = null!;

    [JsonRequired]
    public string Parameters { get; set; } = null!;

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    public bool? ResponseRequired { get; set; }

    public StjToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

[JsonConverter(typeof(StjToolResultConverter))]
internal interface IStjToolResult;

internal sealed class StjUnknownToolResult : IStjToolResult
{
    public JsonElement Json { get; init; }
}

internal sealed class StjToolResponse : StjObject, IStjToolResult
{
    public string Type => "tool_response";

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    [JsonRequired]
    public string Content { get; set; } = null!;

    public string? ToolName { get; set; }

    public StjToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class StjToolError : StjObject, IStjToolResult
{
    public string Type => "tool_error";

    [JsonRequired]
    public string ToolCallId { get; set; } = null!;

    [JsonRequired]
    public string Error { get; set; } = null!;

    public string? Content { get; set; }

    public string? Code { get; set; }

    public StjErrorLevel? Level { get; set; }

    public StjToolType? ToolType { get; set; }

    public string? CustomSessionId { get; set; }
}

internal sealed class StjToolResultConverter : JsonConverter<IStjToolResult>
{
    public override IStjToolResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var key = StjUnion.Key(reader);
        if (key.ValueTextEquals("tool_response"u8))
            return JsonSerializer.Deserialize(ref reader, StjContext.Default.StjToolResponse)!;
        if (key.ValueTextEquals("tool_error"u8))
            return JsonSerializer.Deserialize(ref reader, StjContext.Default.StjToolError)!;
        return new StjUnknownToolResult { Json = JsonElement.ParseValue(ref reader) };
    }

    public override void Write(Utf8JsonWriter writer, IStjToolResult value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case StjToolResponse response:
                JsonSerializer.Serialize(writer, response, StjContext.Default.StjToolResponse);
                break;
            case StjToolError error:
                JsonSerializer.Serialize(writer, error, StjContext.Default.StjToolError);
                break;
            case StjUnknownToolResult unknown:
                unknown.Json.WriteTo(writer);
                break;
        }
    }
}

internal sealed class StjInterval : StjObject
{
    [JsonRequired]
    public long Begin { get; set; }

    [JsonRequired]
    public long End { get; set; }
}

internal sealed class StjInference : StjObject
{
    public StjProsody? Prosody { get; set; }
}

internal sealed class StjProsody : StjObject
{
    [JsonRequired]
    public StjEmotionScores Scores { get; set; } = null!;
}

internal sealed class StjAudioInput : StjObject
{
    public string Type => "audio_input";

    [JsonRequired]
    public ReadOnlyMemory<byte> Data { get; set; }

    public string? CustomSessionId { get; set; }
}
