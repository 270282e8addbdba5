using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Turns the result of a function into the text that a language model goes on with.</summary>
internal static class ToolText
{
    public static string Of(object? result, JsonSerializerOptions options) => result switch
    {
        null => "Done.",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "Done.",
        JsonElement json => json.GetRawText(),
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, options.GetTypeInfo(result.GetType())),
    };
}
