using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.RuleBased;

/// <summary>Takes the arguments of a tool from what the user says.</summary>
internal static partial class ToolArguments
{
    /// <summary>The beginning of each question for an argument.</summary>
    public const string QuestionBegin = "Please tell me the ";

    private static readonly HashSet<string> Negative = ["no", "not", "off", "without", "false", "don't", "disable"];

    /// <summary>Fills the parameters that are required, and those that are said; asks for one that is missing.</summary>
    public static ToolChoice Fill(AIFunctionDeclaration tool, string text)
    {
        var arguments = new Dictionary<string, object?>();
        var schema = tool.JsonSchema;
        var required = Member(schema, "required") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet() : [];
        if (Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                var value = Value(property.Name, property.Value, text, required.Contains(property.Name));
                if (value is not null)
                    arguments[property.Name] = value;
                else if (required.Contains(property.Name))
                    return new ToolChoice(tool, arguments, $"{QuestionBegin}{ToolWords.Spoken(property.Name)}.");
            }
        }

        return new ToolChoice(tool, arguments, null);
    }

    private static object? Value(string name, JsonElement schema, string text, bool isRequired)
    {
        var words = English.Words(text);
        if (Member(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0)
        {
            foreach (var value in values.EnumerateArray())
            {
                if (English.Words(ToolWords.Spoken(value.ToString())) is { Count: > 0 } said && said.TrueForAll(words.Contains))
                    return value;
            }

            return isRequired ? values[0] : null;
        }

        var type = Member(schema, "type");
        return (type is { ValueKind: JsonValueKind.Array } types && types.GetArrayLength() > 0 ? types[0] : type)?.ToString() switch
        {
            "integer" => Numbers.First(words) is { } number ? (long)number : null,
            "number" => Numbers.First(words),
            "boolean" => isRequired ? !words.Exists(Negative.Contains) : null,
            "array" => isRequired ? Text(name, text) is { } item ? new[] { item } : null : null,
            "object" => isRequired ? new Dictionary<string, object?>() : null,
            _ => isRequired || words.Contains(ToolWords.Spoken(name)) ? Text(name, text) : null,
        };
    }

    /// <summary>The words after the name of a parameter, or after the last word such as in or for.</summary>
    private static string? Text(string name, string text)
    {
        var after = Regex.Match(text, $@"\b{Regex.Escape(ToolWords.Spoken(name))}\b(?:\s+(?:is|of|in|for|to))?[\s,:]+(.+)$", RegexOptions.IgnoreCase);
        var match = after.Success ? after : Preposition().Match(text);
        var value = match.Groups[1].Value.Trim(' ', '.', ',', ';', ':', '!', '?', '"');
        return match.Success && value.Length > 0 ? TimeWords().Replace(value, "") is { Length: > 0 } rest ? rest : value : null;
    }

    private static JsonElement? Member(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var member) ? member : null;

    [GeneratedRegex(@"^.*\b(?:in|for|of|at|to|about|called|named|from|near|like)\s+(?:the\s+)?(.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Preposition();

    [GeneratedRegex(@"[\s,]+(?:please|now|right now|today|tonight|tomorrow)$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeWords();
}
