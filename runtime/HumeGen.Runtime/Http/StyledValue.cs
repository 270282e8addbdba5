using System.Globalization;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Takes a value apart as a style of OpenAPI says (RFC 6570 has most of them). Parts that have parts themselves are JSON, which no style provides for.</summary>
internal static class StyledValue
{
    // What may stand in a value of a query, but for what would end it or be read as something else: & # + % [ ]
    private const string Reserved = ":/?@!$'()*,;=";

    /// <summary>The values with commas between them, each escaped; those that are null are left out.</summary>
    public static string Join(IEnumerable<string?> values, string name) => string.Join(',', values.OfType<string>().Select(value => WholeText.Escape(value, name)));

    /// <summary>The value as parameters with names of their own, whose values are escaped.</summary>
    public static void AddTo(
        List<KeyValuePair<string, string>> parameters, string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter> write, bool allowReserved = false)
    {
        using var document = Parse(write, name);
        var value = document.RootElement;
        switch (style)
        {
            case ParameterStyle.Json:
                Add(name, value.GetRawText());
                break;
            case ParameterStyle.DeepObject:
                foreach (var (member, text) in DeepObject.Members(name, value))
                    Add(member, text);
                break;
            case ParameterStyle.Form when explode && value.ValueKind == JsonValueKind.Object:
                foreach (var (member, text) in Members(value))
                    Add(member, text);
                break;
            case ParameterStyle.Form when explode && value.ValueKind == JsonValueKind.Array:
                foreach (var text in Items(value))
                    Add(name, text);
                break;
            default:
                // A sign that separates values is no part of one.
                var separator = style switch { ParameterStyle.SpaceDelimited => "%20", ParameterStyle.PipeDelimited => "%7C", _ => "," };
                var parts = Parts(value).Select(Escape).ToArray();
                if (parts.Length > 0)
                    parameters.Add(new(name, string.Join(separator, parts)));
                break;
        }

        void Add(string member, string text) => parameters.Add(new(member, Escape(text)));

        string Escape(string text)
        {
            var escaped = Uri.EscapeDataString(text);
            foreach (var sign in allowReserved ? Reserved : "")
                escaped = escaped.Replace(Uri.HexEscape(sign), sign.ToString(), StringComparison.Ordinal);
            return escaped;
        }
    }

    /// <summary>The items of a list, or the one text that anything else is.</summary>
    public static string[] Texts(Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write);
        return document.RootElement is { ValueKind: JsonValueKind.Object } value ? [value.GetRawText()] : [.. Parts(document.RootElement)];
    }

    /// <summary>The value as one text that goes into a header.</summary>
    public static string Text(ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write);
        var value = document.RootElement;
        if (style == ParameterStyle.Json)
            return Ascii(ApiJson.WriteString(value.WriteTo));
        return explode && value.ValueKind == JsonValueKind.Object
            ? string.Join(',', Members(value).Select(static m => $"{m.Key}={m.Value}"))
            : string.Join(',', Parts(value));
    }

    // JSON can spell any character by what a header can carry.
    private static string Ascii(string json) =>
        json.All(static c => c <= '~') ? json : string.Concat(json.Select(static c => c <= '~' ? c.ToString() : "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)));

    /// <summary>The value as part of a path, escaped.</summary>
    public static string Path(string name, ParameterStyle style, bool explode, Action<Utf8JsonWriter> write)
    {
        using var document = Parse(write, name);
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

    private static JsonDocument Parse(Action<Utf8JsonWriter> write, string name = "")
    {
        try
        {
            return JsonDocument.Parse(ApiJson.WriteString(write), new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth });
        }
        catch (ArgumentException e) when (name.Length > 0 && e.InnerException is UnwritableException)
        {
            throw new ArgumentException($"'{name}' cannot be sent: {e.Message}", e);
        }
    }

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
