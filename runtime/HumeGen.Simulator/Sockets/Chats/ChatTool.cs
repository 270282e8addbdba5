using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Validation;

namespace HumeGen.Simulator.Sockets.Chats;

/// <summary>A function of the user's that the assistant may ask for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The JSON schema of its arguments; null when there is none.</param>
/// <param name="FallbackContent">The text to go on with when it fails.</param>
internal sealed partial record ChatTool(string Name, JsonObject? Parameters, string? FallbackContent)
{
    private const string Weather = "weather";

    // Of the schema of its parameters.
    private const int MaxTokens = 10_000;

    /// <summary>Reads the tools of a config or of session settings, which have been checked.</summary>
    public static IReadOnlyList<ChatTool> List(IEnumerable<JsonObject> tools) =>
        [.. tools.Select(tool => new ChatTool(tool.Text("name")!, ParseObject(tool.Text("parameters")), tool.Text("fallback_content")))];

    public static JsonObject? ParseObject(string? json)
    {
        try
        {
            return json is null ? null : new StrictJson(MaxTokens).Parse(Encoding.UTF8.GetBytes(json)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The arguments of the call that a text asks for; null when it asks for none. A text asks for a tool when it holds the tool's name,
    /// or the word weather where the name has that too.
    /// </summary>
    public string? ArgumentsFor(string text)
    {
        var word = text.Contains(Name, StringComparison.OrdinalIgnoreCase) ? Name : Weather;
        if (!Name.Contains(word, StringComparison.OrdinalIgnoreCase) || !text.Contains(word, StringComparison.OrdinalIgnoreCase))
            return null;

        var after = text[(text.IndexOf(word, StringComparison.OrdinalIgnoreCase) + word.Length)..];
        var rest = Filler().Replace(after, "").Trim(' ', '.', ',', ';', ':', '!', '?');
        return ApiCall.ToText(Fill(rest.Length > 0 ? rest : text));
    }

    /// <summary>The rest of the text for every property that takes a text, and something that fits for the others.</summary>
    private JsonObject Fill(string rest)
    {
        if (Parameters?.Object("properties") is not { Count: > 0 } properties)
            return new JsonObject { ["text"] = rest };

        var required = Parameters["required"] is JsonArray names ? names.Select(name => name?.ToString()).ToList() : null;
        return new JsonObject(properties
            .Where(property => property.Value is JsonObject && (required is null || required.Count == 0 || required.Contains(property.Key)))
            .Select(property => KeyValuePair.Create(property.Key, Value(property.Value!.AsObject(), rest))));
    }

    private static JsonNode? Value(JsonObject schema, string rest)
    {
        if (schema["enum"] is JsonArray { Count: > 0 } values)
            return values[0]?.DeepClone();

        return schema["type"]?.ToString() switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray(),
            "object" => new JsonObject(),
            _ => rest,
        };
    }

    [GeneratedRegex(@"^[\s,:]*((like|in|at|for|of|near|with|to|be|is)\b\s*)*", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();
}
