using System.Text.Json;

namespace HumeGen;

/// <summary>
/// Reads the body of an error in any of the shapes that APIs use: a code and a message, at the top or in <c>error</c>; problem details (RFC 9457) with or without
/// ASP.NET's map of field errors; lists of field errors as of FastAPI and JSON:API; a gateway's <c>fault</c>; OAuth's <c>error_description</c>.
/// </summary>
internal sealed class ErrorBody(ApiDescription api, Func<string, string> redact)
{
    /// <summary>The longest plain text that is taken for the server's words; a longer one is a page or a dump.</summary>
    public const int LongestPlainText = 500;

    private const int LongestName = 100;
    private const int LongestWords = 400;

    private readonly List<ApiFieldError> _details = [];

    public IApiCode? Code { get; private set; }

    public IReadOnlyList<ApiFieldError> Details => _details;

    public string? RequestId { get; private set; }

    public string? Text { get; private set; }

    /// <summary>A server's name for something, fit for a message; null where there is none.</summary>
    public static string? NameOf(string? text) => text is null ? null : Shorten(text, LongestName);

    /// <summary>Whether JSON that came with a success is an error: it says so itself, or it has a code and a message where neither was expected.</summary>
    public static bool SaysError(JsonElement root, ApiDescription api)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return false;
        if (Member(root, "type") is { ValueKind: JsonValueKind.String } type)
            return type.ValueEquals("error"u8);
        if (Member(root, "error") is { ValueKind: JsonValueKind.String or JsonValueKind.Object })
            return true;
        return Member(root, "message").ValueKind == JsonValueKind.String
            && Member(root, api.ErrorCodeMember).ValueKind is JsonValueKind.String or JsonValueKind.Number;
    }

    public void Read(JsonElement root)
    {
        var (error, detail, fault) = (Member(root, "error"), Member(root, "detail"), Member(root, "fault"));
        ReadFields(root.ValueKind == JsonValueKind.Array ? root : detail);
        ReadFields(Member(root, "errors"));
        ReadFields(Member(error, "details"));

        RequestId = Name(Member(root, "request_id")) ?? Name(Member(root, "requestId")) ?? Name(Member(root, "traceId"));
        Text = Words(Member(root, "message")) ?? Words(Member(error, "message")) ?? Words(Member(detail, "message")) ?? Words(Member(root, "error_description"))
            ?? Words(detail) ?? Words(Member(root, "title")) ?? Words(Member(fault, "faultstring")) ?? Words(error) ?? Words(fault);

        var code = Name(Member(root, api.ErrorCodeMember)) ?? Name(Member(error, api.ErrorCodeMember)) ?? Name(Member(root, "code")) ?? Name(Member(error, "code"))
            ?? Name(Member(Member(fault, "detail"), "errorcode"));
        Code = api.CodeOf(code, Text);
    }

    public void ReadText(string text)
    {
        Text = Words(text);
        Code = api.CodeOf(null, Text);
    }

    public bool HoldsSecret(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => redact(p.Name) != p.Name || HoldsSecret(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HoldsSecret),
        JsonValueKind.String => element.GetString() is { } text && redact(text) != text,
        _ => false,
    };

    private void ReadFields(JsonElement fields)
    {
        if (fields.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in fields.EnumerateArray())
                AddField(LocationOf(entry), entry);
        }
        else if (fields.ValueKind == JsonValueKind.Object)
        {
            // A map of the names of fields to what is wrong with each. A dotted name is a way.
            foreach (var field in fields.EnumerateObject())
            {
                var location = Steps(field.Name);
                foreach (var entry in field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray().ToArray() : [field.Value])
                    AddField(location, entry);
            }
        }
    }

    private void AddField(string[] location, JsonElement entry)
    {
        var message = Words(entry) ?? Words(Member(entry, "msg")) ?? Words(Member(entry, "message")) ?? Words(Member(entry, "detail")) ?? Words(Member(entry, "title"));
        if (message is not null)
            _details.Add(new ApiFieldError(location, message, Name(Member(entry, "type")) ?? Name(Member(entry, "code"))));
    }

    private string[] LocationOf(JsonElement entry)
    {
        var location = Member(entry, "loc");
        if (location.ValueKind == JsonValueKind.Array)
            return [.. location.EnumerateArray().Select(Name).OfType<string>()];
        string[] names = ["field", "path", "pointer"];
        var way = Name(location) ?? names.Select(n => Name(Member(entry, n))).FirstOrDefault(n => n is not null) ?? Name(Member(Member(entry, "source"), "pointer"));
        return way is null ? [] : Steps(way);
    }

    // A dotted name, a JSON pointer or a JSONPath.
    private string[] Steps(string way) =>
        [.. way.Split(['/', '.', '[', ']', '#', '$'], StringSplitOptions.RemoveEmptyEntries).Select(step => Shorten(redact(step), LongestName)).OfType<string>()];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private string? Name(JsonElement element) => Of(element, LongestName);

    private string? Words(JsonElement element) => Of(element, LongestWords);

    private string? Words(string text) => Shorten(redact(text), LongestWords);

    private string? Of(JsonElement element, int longest) => element.ValueKind switch
    {
        JsonValueKind.String => Shorten(redact(element.GetString()!), longest),
        JsonValueKind.Number => Shorten(element.GetRawText(), longest),
        _ => null,
    };

    // The server's words go into a message that lands in logs.
    private static string? Shorten(string text, int longest) => string.IsNullOrWhiteSpace(text) ? null : MessageText.OneLine(text, longest);
}
