using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.RuleBased;

/// <summary>Reads out what a tool has answered.</summary>
internal static class ToolResult
{
    private const int LongestResult = 600;
    private const int MostMembers = 10;

    public static IReadOnlyList<string> Read(FunctionResultContent result)
    {
        var text = Clip(Plain(result.Result?.ToString()?.Trim() ?? ""));
        if (result.Exception is not null)
            return text.Length > 0 ? [text] : ["I could not find that out."];

        return text.Length > 0 ? ["Here is what I found.", text] : ["That is done."];
    }

    // JSON is read as its members; what is deeper in it is left out, and that is said.
    private static string Plain(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '[' or '"'))
            return text;

        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Object => Join(root.EnumerateObject().Select(member => $"{ToolWords.Spoken(member.Name)} is {Value(member.Value)}")),
                JsonValueKind.Array => Join(root.EnumerateArray().Select(Value)),
                _ => Value(root),
            };
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => "more than I can read out",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "not known",
        _ => value.ToString(),
    };

    private static string Join(IEnumerable<string> parts)
    {
        var all = parts.Take(MostMembers + 1).ToList();
        return all.Count == 0 ? "nothing" : string.Join(", ", all.Take(MostMembers)) + (all.Count > MostMembers ? " and more." : ".");
    }

    private static string Clip(string text) =>
        text.Length <= LongestResult ? text : text[..(LongestResult - (char.IsHighSurrogate(text[LongestResult - 1]) ? 1 : 0))].TrimEnd() + " and so on.";
}
