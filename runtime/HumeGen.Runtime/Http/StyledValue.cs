using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Takes a value apart as a style of OpenAPI says (RFC 6570 has most of them). Parts that have parts themselves are JSON, which no style provides for.</summary>
internal static class StyledValue
{
    /// <summary>The value as parameters with names of their own.</summary>
    public static void AddTo(List<KeyValuePair<string, string>> parameters, string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write);
        var value = document.RootElement;
        switch (style)
        {
            case ParameterStyle.Json:
                parameters.Add(new(name, value.GetRawText()));
                break;
            case ParameterStyle.DeepObject:
                QueryObject.Flatten(name, value, parameters);
                break;
            case ParameterStyle.Form when explode && value.ValueKind == JsonValueKind.Object:
                foreach (var (member, text) in Members(value))
                    parameters.Add(new(member, text));
                break;
            case ParameterStyle.Form when explode && value.ValueKind == JsonValueKind.Array:
                foreach (var text in Items(value))
                    parameters.Add(new(name, text));
                break;
            default:
                var separator = style switch { ParameterStyle.SpaceDelimited => ' ', ParameterStyle.PipeDelimited => '|', _ => ',' };
                if (string.Join(separator, Parts(value)) is { Length: > 0 } joined)
                    parameters.Add(new(name, joined));
                break;
        }
    }

    /// <summary>The value as one text that goes into a header.</summary>
    public static string Text(ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write);
        var value = document.RootElement;
        if (style == ParameterStyle.Json)
            return ApiJson.WriteString(value.WriteTo);
        return explode && value.ValueKind == JsonValueKind.Object
            ? string.Join(',', Members(value).Select(static m => $"{m.Key}={m.Value}"))
            : string.Join(',', Parts(value));
    }

    /// <summary>The value as part of a path, escaped.</summary>
    public static string Path(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write);
        var value = document.RootElement;
        if (style == ParameterStyle.Json)
            return Uri.EscapeDataString(value.GetRawText());

        var isObject = value.ValueKind == JsonValueKind.Object;
        var parts = explode && isObject
            ? Members(value).Select(static m => $"{Uri.EscapeDataString(m.Key)}={Uri.EscapeDataString(m.Value)}")
            : Parts(value).Select(Uri.EscapeDataString);
        return (style, explode) switch
        {
            (ParameterStyle.Label, true) => "." + string.Join('.', parts),
            (ParameterStyle.Label, false) => "." + string.Join(',', parts),
            (ParameterStyle.Matrix, true) when isObject => ";" + string.Join(';', parts),
            (ParameterStyle.Matrix, true) => string.Concat(parts.Select(p => $";{name}={p}")),
            (ParameterStyle.Matrix, false) => $";{name}={string.Join(',', parts)}",
            _ => string.Join(',', parts),
        };
    }

    private static JsonDocument Parse(Action<Utf8JsonWriter> write) =>
        JsonDocument.Parse(ApiJson.WriteString(write), new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth });

    // What is null is left out, as a text of nothing could not be told from an empty one.
    private static IEnumerable<KeyValuePair<string, string>> Members(JsonElement value) =>
        value.EnumerateObject().Where(static m => m.Value.ValueKind != JsonValueKind.Null).Select(static m => new KeyValuePair<string, string>(m.Name, Plain(m.Value)));

    private static IEnumerable<string> Items(JsonElement value) =>
        value.EnumerateArray().Where(static i => i.ValueKind != JsonValueKind.Null).Select(Plain);

    private static IEnumerable<string> Parts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value).SelectMany(static m => new[] { m.Key, m.Value }),
        JsonValueKind.Array => Items(value),
        JsonValueKind.Null => [],
        _ => [Plain(value)],
    };

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
