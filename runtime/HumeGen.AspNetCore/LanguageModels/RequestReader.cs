using System.Globalization;
using System.Text.Json;
using Hume.EmpathicVoice;
using HumeGen.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Hume.AspNetCore;

/// <summary>
/// Reads both kinds of request: the one of a WebSocket, whose messages are those of a chat with EVI, and the one of server-sent events, which has OpenAI's form
/// with EVI's additions.
/// </summary>
internal static class RequestReader
{
    public static HumeLanguageModelRequest Read(ReadOnlyMemory<byte> utf8, HttpContext context, int expressions)
    {
        try
        {
            return ReadWhole(utf8, context, expressions);
        }
        catch (InvalidOperationException e)
        {
            // JSON may escape half of a character, which no text can hold.
            throw new FormatException("A text of the request holds half of a surrogate pair.", e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("A tool of the request has no name.", e);
        }
    }

    private static HumeLanguageModelRequest ReadWhole(ReadOnlyMemory<byte> utf8, HttpContext context, int expressions)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            json = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FormatException("The request is not JSON.", e);
        }

        if (Member(json, "messages") is not { ValueKind: JsonValueKind.Array } items)
            throw new FormatException("The request has no list 'messages'.");
        var messages = new List<ChatMessage>();
        foreach (var item in items.EnumerateArray())
            messages.Add(Message(item, expressions));

        var session = Text(json, "custom_session_id") ?? context.Request.Query["custom_session_id"].FirstOrDefault();
        var options = new ChatOptions
        {
            ModelId = Text(json, "model"),
            Temperature = Number(json, "temperature") is { } temperature ? (float)temperature : null,
            MaxOutputTokens = Whole(Number(json, "max_completion_tokens") ?? Number(json, "max_tokens")),
            Tools = Tools(json),
        };
        if (session is not null)
            options.AdditionalProperties = new() { ["custom_session_id"] = session };
        return new(messages, options, session, json, context);
    }

    private static ChatMessage Message(JsonElement item, int expressions)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new FormatException("An item of 'messages' is not an object.");
        // A message of a chat has its role and text one level down.
        var inner = Member(item, "message") is { ValueKind: JsonValueKind.Object } nested ? nested : item;
        var role = Text(inner, "role") switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "system" or "developer" or "context" => ChatRole.System,
            "tool" => ChatRole.Tool,
            { Length: > 0 } other => new ChatRole(other),
            _ => Text(item, "type") switch
            {
                "user_message" => ChatRole.User,
                "assistant_message" or "tool_call" => ChatRole.Assistant,
                "tool_response" or "tool_error" => ChatRole.Tool,
                _ => throw new FormatException("An item of 'messages' has no role."),
            },
        };

        var message = new ChatMessage { Role = role, RawRepresentation = item };
        if (Scores(item) is { } scores)
            (message.AdditionalProperties ??= [])["prosody"] = scores;
        if (Time(item) is { } time)
            (message.AdditionalProperties ??= [])["time"] = time;
        AddContents(message, inner, role == ChatRole.User ? scoresText(item) : null);
        return message;

        string? scoresText(JsonElement of) => expressions > 0 && Scores(of) is { } s ? Describe(s, expressions) : null;
    }

    private static void AddContents(ChatMessage message, JsonElement inner, string? expressions)
    {
        var id = Text(inner, "tool_call_id");
        if (id is not null && Text(inner, "type") == "tool_call")
        {
            AddCall(message, id, (Text(inner, "name"), Text(inner, "parameters")));
            return;
        }

        if (id is not null)
        {
            message.Contents.Add(new FunctionResultContent(id, Content(inner) ?? Text(inner, "error")));
            return;
        }

        var text = Content(inner);
        if (expressions is not null)
            text = text is null ? expressions : text + "\n" + expressions;
        if (text is not null)
            message.Contents.Add(new TextContent(text));
        foreach (var call in Items(inner, "tool_calls"))
            AddCall(message, Text(call, "id"), Member(call, "function") is { } function ? (Text(function, "name"), Text(function, "arguments")) : (null, null));
        if (Member(inner, "tool_call") is { ValueKind: JsonValueKind.Object } chatCall)
            AddCall(message, Text(chatCall, "tool_call_id"), (Text(chatCall, "name"), Text(chatCall, "parameters")));
        if (Member(inner, "tool_result") is { ValueKind: JsonValueKind.Object } result && Text(result, "tool_call_id") is { } resultId)
            message.Contents.Add(new FunctionResultContent(resultId, Text(result, "content") ?? Text(result, "error")));
    }

    private static void AddCall(ChatMessage message, string? id, (string? Name, string? Arguments) call)
    {
        if (id is null || call.Name is null)
            throw new FormatException("A call of a tool has no id or no name.");
        message.Contents.Add(FunctionCallContent.CreateFromParsedArguments(call.Arguments ?? "{}", id, call.Name, Arguments));
    }

    private static IDictionary<string, object?>? Arguments(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone());
    }

    // A text, or OpenAI's list of parts, of which EVI sends texts.
    private static string? Content(JsonElement inner) => Member(inner, "content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(p => Text(p, "text"))),
        _ => null,
    };

    private static EmotionScores? Scores(JsonElement item) =>
        Member(item, "models") is { } models && Member(models, "prosody") is { } prosody && Member(prosody, "scores") is { ValueKind: JsonValueKind.Object } scores
            ? ReadOrNull<EmotionScores>(scores) : null;

    private static MillisecondInterval? Time(JsonElement item) =>
        Member(item, "time") is { ValueKind: JsonValueKind.Object } time ? ReadOrNull<MillisecondInterval>(time) : null;

    // A part that has changed its form stays in the raw representation, and the conversation goes on.
    private static T? ReadOrNull<T>(JsonElement json)
        where T : class, IJsonReadable<T>
    {
        try
        {
            return ApiJson.Read<T>(json.GetRawText());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(EmotionScores scores, int count) => "[expressions: " + string.Join(", ", scores.Scores
        .OrderByDescending(s => s.Value).Take(count)
        .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key.ToLowerInvariant()} {s.Value:0.00}"))) + "]";

    private static List<AITool>? Tools(JsonElement json)
    {
        var tools = Items(json, "tools").Select(t => Member(t, "function") ?? t).Where(f => Text(f, "name") is not null)
            .Select(AITool (f) => AIFunctionFactory.CreateDeclaration(Text(f, "name")!, Text(f, "description"), Schema(f)))
            .ToList();
        return tools.Count == 0 ? null : tools;
    }

    // EVI's own tools have the schema as a text.
    private static JsonElement Schema(JsonElement function) => Member(function, "parameters") switch
    {
        { ValueKind: JsonValueKind.Object } schema => schema,
        { ValueKind: JsonValueKind.String } text => Parse(text.GetString()!),
        _ => Parse("""{"type":"object","properties":{}}"""),
    };

    private static JsonElement Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new FormatException("The parameters of a tool are no JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("The parameters of a tool are not JSON.", e);
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    // A number beyond the range is no limit.
    private static int? Whole(double? number) => number is >= 0 and <= int.MaxValue ? (int)number : null;

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : Enumerable.Empty<JsonElement>();
}
