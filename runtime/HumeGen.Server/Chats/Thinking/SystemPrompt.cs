using System.Globalization;
using System.Text.RegularExpressions;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>A system prompt, or the text of an event message, with variables in double braces, such as <c>{{name}}</c>.</summary>
internal static partial class SystemPrompt
{
    /// <summary>Puts the values into a text. <c>{{now}}</c> is the time in UTC unless it has a value; a name without one stays as it is.</summary>
    public static string Fill(string prompt, IReadOnlyDictionary<string, string> variables, DateTimeOffset now) => Variable().Replace(
        prompt,
        match => variables.TryGetValue(match.Groups[1].Value, out var value) ? value
            : match.Groups[1].Value == "now" ? now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : match.Value);

    [GeneratedRegex(@"\{\{\s*([^{}\s]+)\s*\}\}")]
    private static partial Regex Variable();
}
