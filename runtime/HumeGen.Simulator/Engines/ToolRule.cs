using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HumeGen.Simulator.Engines;

/// <summary>The rule by which texts call tools, and the arguments of the calls.</summary>
internal static partial class ToolRule
{
    private const string Weather = "weather";

    /// <summary>The built-in tool that ends a chat, and the words for it.</summary>
    private const string HangUp = "hang_up";

    /// <summary>
    /// The arguments of the call that a text asks for; null when it asks for none. A text asks for a tool when it holds the tool's name,
    /// or the word weather where the name has that too; for the end of the chat, when it says so.
    /// </summary>
    public static Dictionary<string, object?>? ArgumentsFor(AIFunctionDeclaration tool, string text)
    {
        if (tool.Name == HangUp && Farewell().IsMatch(text))
            return [];

        var word = text.Contains(tool.Name, StringComparison.OrdinalIgnoreCase) ? tool.Name : Weather;
        if (!tool.Name.Contains(word, StringComparison.OrdinalIgnoreCase) || !text.Contains(word, StringComparison.OrdinalIgnoreCase))
            return null;

        var after = text[(text.IndexOf(word, StringComparison.OrdinalIgnoreCase) + word.Length)..];
        var rest = Filler().Replace(after, "").Trim(' ', '.', ',', ';', ':', '!', '?');
        return Fill(tool.JsonSchema, rest.Length > 0 ? rest : text);
    }

    /// <summary>The rest of the text for every property that takes a text, and something that fits for the others.</summary>
    private static Dictionary<string, object?> Fill(JsonElement schema, string rest)
    {
        if (Member(schema, "properties") is not { ValueKind: JsonValueKind.Object } properties || !properties.EnumerateObject().Any())
            return new Dictionary<string, object?> { ["text"] = rest };

        var required = Member(schema, "required") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(name => name.ToString()).ToList() : [];
        return properties.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.Object && (required.Count == 0 || required.Contains(property.Name)))
            .ToDictionary(property => property.Name, property => Value(property.Value, rest));
    }

    private static object? Value(JsonElement schema, string rest)
    {
        if (Member(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0)
            return values[0];

        return Member(schema, "type")?.ToString() switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => Array.Empty<object>(),
            "object" => new Dictionary<string, object?>(),
            _ => rest,
        };
    }

    private static JsonElement? Member(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var member) ? member : null;

    [GeneratedRegex(@"^[\s,:]*((like|in|at|for|of|near|with|to|be|is)\b\s*)*", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(@"\b(hang[_ ]up|goodbye)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Farewell();
}
