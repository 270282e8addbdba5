using System.Collections;
using System.Text;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Prints the members of generated records, so that lists, maps, JSON and bytes can be read in a log or a debugger.</summary>
public static class RecordText
{
    // Items of a list or a map that are printed.
    private const int Items = 3;

    // Characters of JSON that are printed.
    private const int Characters = 200;

    /// <summary>
    /// Adds a member, after a comma where it is not the first. A list shows its first three items and how many there are, JSON its first 200
    /// characters, bytes how many there are.
    /// </summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="builder">The text so far.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">The value; nothing is printed for null.</param>
    public static void Append<T>(StringBuilder builder, string name, T value)
    {
        AppendName(builder, name);
        AppendValue(builder, value);
    }

    /// <summary>Adds a member that is a map, which shows its first three entries and how many there are.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="builder">The text so far.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">The map; nothing is printed for null.</param>
    public static void Append<T>(StringBuilder builder, string name, IReadOnlyDictionary<string, T>? value)
    {
        AppendName(builder, name);
        if (value is null)
            return;
        builder.Append('[');
        foreach (var entry in value.Take(Items))
        {
            AppendComma(builder);
            builder.Append(entry.Key).Append(": ");
            AppendValue(builder, entry.Value);
        }

        AppendEnd(builder, value.Count);
    }

    private static void AppendName(StringBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Length < 2 || builder[builder.Length - 1] != ' ' || builder[builder.Length - 2] != '{')
            builder.Append(", ");
        builder.Append(name).Append(" = ");
    }

    private static void AppendValue(StringBuilder builder, object? value)
    {
        switch (value)
        {
            case string text:
                builder.Append(text);
                break;
            case ReadOnlyMemory<byte> bytes:
                builder.Append(bytes.Length).Append(bytes.Length == 1 ? " byte" : " bytes");
                break;
            case JsonElement json:
                AppendJson(builder, json);
                break;
            case IEnumerable list:
                AppendList(builder, list);
                break;
            default:
                builder.Append(ApiText.Of(value));
                break;
        }
    }

    private static void AppendJson(StringBuilder builder, JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.Undefined ? "" : RawText(json);
        builder.Append(text, 0, Math.Min(text.Length, Characters));
        if (text.Length > Characters)
            builder.Append("...");
    }

    private static string RawText(JsonElement json)
    {
        try
        {
            return json.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return $"({json.ValueKind} that is not valid UTF-8)";
        }
    }

    private static void AppendList(StringBuilder builder, IEnumerable list)
    {
        builder.Append('[');
        var count = 0;
        foreach (var item in list)
        {
            if (count++ >= Items)
                continue;
            AppendComma(builder);
            AppendValue(builder, item);
        }

        AppendEnd(builder, count);
    }

    private static void AppendComma(StringBuilder builder)
    {
        if (builder[builder.Length - 1] != '[')
            builder.Append(", ");
    }

    private static void AppendEnd(StringBuilder builder, int count)
    {
        if (count > Items)
            builder.Append(", ... ").Append(count).Append(" in all");
        builder.Append(']');
    }
}
