using System.Text.Json;
using static HumeGen.Json.LooseElement;

namespace HumeGen;

/// <summary>
/// Reads the body of an error in any of the shapes that APIs use: a code and a message, at the top or in <c>error</c> or <c>detail</c>; problem details (RFC 9457)
/// with or without ASP.NET's map of field errors; lists of field errors as of FastAPI, JSON:API and GraphQL; a gateway's <c>fault</c>; OAuth's <c>error_description</c>.
/// </summary>
internal sealed class ErrorBody(ApiDescription api, Func<string, string> redact)
{
    /// <summary>The longest plain text that is taken for the server's words; a longer one is a page or a dump.</summary>
    public const int LongestPlainText = 500;

    private const int LongestName = 100;
    private const int LongestWords = 400;
    private const int MostDetails = 1000;

    private static readonly string[] MessageNames = ["message", "Message", "error_message", "errorMessage", "msg", "error_description", "detail", "title"];
    private static readonly string[] CodeNames = ["code", "error_code", "errorCode"];
    private static readonly string[] FieldNames = ["field", "path", "pointer", "loc"];
    private static readonly string[] ListNames = ["errors", "details", "ModelState", "fieldViolations"];

    private readonly List<ApiFieldError> _details = [];

    public IApiCode? Code { get; private set; }

    public IReadOnlyList<ApiFieldError> Details => _details;

    public string? RequestId { get; private set; }

    public string? Text { get; private set; }

    /// <summary>A server's name for something, fit for a message; null where there is none.</summary>
    public static string? NameOf(string? text) => text is null ? null : Shorten(text, LongestName);

    /// <summary>
    /// Whether JSON that came with a success is an error: it says so by its type, or by a member <c>error</c> that tells what happened. Where the JSON cannot be read as
    /// what was due, a text in <c>error</c>, or a code and a message, are enough.
    /// </summary>
    public static bool SaysError(JsonElement root, ApiDescription api, bool isUnreadable)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return false;
        if (Member(root, "type") is { ValueKind: JsonValueKind.String } type)
            return TextOf(type) == "error";
        var error = Member(root, "error");
        if (error.ValueKind == JsonValueKind.Object && (HasText(error, "message") || HasText(error, api.ErrorCodeMember) || HasText(error, "code")))
            return true;
        return isUnreadable && (HasText(root, "error") || (HasText(root, "message") && HasText(root, api.ErrorCodeMember)));
    }

    public void Read(JsonElement root)
    {
        var (error, detail, fault) = (Member(root, "error"), Member(root, "detail"), Member(root, "fault"));
        JsonElement[] parts = [root, error, detail.ValueKind == JsonValueKind.Object ? detail : default];
        ReadFields(root.ValueKind == JsonValueKind.Array ? root : default);
        ReadFields(detail.ValueKind == JsonValueKind.Array || IsMapOfFields(detail) ? detail : default);
        foreach (var part in parts)
        {
            foreach (var name in ListNames)
                ReadFields(Member(part, name));
        }

        RequestId = Name(Member(root, "request_id")) ?? Name(Member(root, "requestId")) ?? Name(Member(root, "traceId"));
        Text = MessageNames.SelectMany(name => parts.Select(part => Words(Member(part, name)))).FirstOrDefault(words => words is not null)
            ?? Words(Member(fault, "faultstring")) ?? Words(error) ?? Words(fault) ?? (root.ValueKind == JsonValueKind.String ? Words(root) : null);

        string[] names = [api.ErrorCodeMember, .. CodeNames];
        var code = names.SelectMany(name => parts.Select(part => Name(Member(part, name)))).FirstOrDefault(name => name is not null)
            ?? Name(Member(Member(fault, "detail"), "errorcode"))
            // OAuth (RFC 6749) has the code there, with the words beside it.
            ?? (Member(root, "error_description").ValueKind == JsonValueKind.String ? Name(error) : null);
        Code = api.CodeOf(code, Text);
    }

    public void ReadText(string text)
    {
        Text = Words(text);
        Code = api.CodeOf(null, Text);
    }

    public bool HoldsSecret(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => (PropertyName(p) is var name && redact(name) != name) || HoldsSecret(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HoldsSecret),
        JsonValueKind.String => TextOf(element) is var text && redact(text) != text,
        _ => false,
    };

    private void ReadFields(JsonElement fields)
    {
        if (fields.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in fields.EnumerateArray())
                AddField(LocationOf(entry), entry);
        }
        else if (IsMapOfFields(fields))
        {
            // A map of the names of fields to what is wrong with each. A dotted name is a way.
            foreach (var field in fields.EnumerateObject())
            {
                var location = Steps(PropertyName(field));
                foreach (var entry in field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray().ToArray() : [field.Value])
                    AddField(location, entry);
            }
        }
    }

    // Not an error in an object of its own.
    private bool IsMapOfFields(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && !MessageNames.Concat(CodeNames).Append(api.ErrorCodeMember).Any(name => HasText(element, name));

    private void AddField(string[] location, JsonElement entry)
    {
        if (_details.Count == MostDetails)
            return;
        var message = Words(entry) ?? MessageNames.Append("description").Select(name => Words(Member(entry, name))).FirstOrDefault(words => words is not null);
        if (message is not null)
            _details.Add(new ApiFieldError(location, message, Name(Member(entry, "type")) ?? Name(Member(entry, "code")) ?? Name(Member(Member(entry, "extensions"), "code"))));
        foreach (var name in ListNames)
            ReadFields(Member(entry, name) is { ValueKind: JsonValueKind.Array } inner ? inner : default);
    }

    private string[] LocationOf(JsonElement entry)
    {
        foreach (var name in FieldNames)
        {
            var location = Member(entry, name);
            if (location.ValueKind == JsonValueKind.Array)
                return [.. location.EnumerateArray().Select(Name).OfType<string>()];
            if (Name(location) is { } way)
                return Steps(way);
        }

        return Name(Member(Member(entry, "source"), "pointer")) is { } pointer ? Steps(pointer) : [];
    }

    // A dotted name, a JSON pointer or a JSONPath.
    private string[] Steps(string way) =>
        [.. way.Split(['/', '.', '[', ']', '#', '$'], StringSplitOptions.RemoveEmptyEntries).Select(step => Shorten(redact(step), LongestName)).OfType<string>()];

    private static bool HasText(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => !string.IsNullOrWhiteSpace(TextOf(text)),
        { ValueKind: JsonValueKind.Number } => true,
        _ => false,
    };

    private string? Name(JsonElement element) => Of(element, LongestName);

    private string? Words(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? Words(string.Join(" ", element.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(TextOf)))
        : Of(element, LongestWords);

    private string? Words(string text) => Shorten(redact(text), LongestWords);

    private string? Of(JsonElement element, int longest) => element.ValueKind switch
    {
        JsonValueKind.String => Shorten(redact(TextOf(element)), longest),
        JsonValueKind.Number => Shorten(redact(element.GetRawText()), longest),
        _ => null,
    };

    // The server's words go into a message that lands in logs.
    private static string? Shorten(string text, int longest) => string.IsNullOrWhiteSpace(text) ? null : MessageText.OneLine(text, longest);
}
