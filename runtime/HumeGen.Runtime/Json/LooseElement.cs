using System.Text.Json;

namespace HumeGen.Json;

/// <summary>
/// Reads names and texts of JSON that may hold half of a surrogate pair: that is JSON, but no text, and the platform throws where it should make one. The last of
/// equal names counts, as everywhere.
/// </summary>
internal static class LooseElement
{
    /// <summary>The value of a property; of no kind where there is none.</summary>
    public static JsonElement Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return default;
        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return element.EnumerateObject().LastOrDefault(p => PropertyName(p) == name).Value;
        }
    }

    /// <summary>The name of a property; empty where it is no text.</summary>
    public static string PropertyName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>The text of a string; as it is in JSON where it is no text.</summary>
    public static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText().Trim('"');
        }
    }
}
