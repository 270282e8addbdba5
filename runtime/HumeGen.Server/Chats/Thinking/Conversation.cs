using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>What has been said in a chat and in those that it resumes, as a language model gets to read it.</summary>
internal sealed class Conversation
{
    /// <summary>The name of the scores among the properties of a message.</summary>
    public const string Prosody = "prosody";

    /// <summary>The name of the time of a message among its properties: its begin and end in ms.</summary>
    public const string Time = "time";

    private const string NoResult = "There is no result yet.";

    private readonly object _gate = new();
    private readonly List<ChatMessage> _messages = [];
    private readonly Dictionary<string, FunctionResultContent> _results = new(StringComparer.Ordinal);

    public void AddUser(string text, IReadOnlyList<ExpressionScore>? scores, long begin = 0, long end = 0)
    {
        var message = new ChatMessage(ChatRole.User, text)
        {
            AdditionalProperties = new AdditionalPropertiesDictionary { [Time] = (begin, end) },
        };
        if (scores is { Count: > 0 })
            message.AdditionalProperties[Prosody] = scores;

        lock (_gate)
            _messages.Add(message);
    }

    /// <summary>Adds a sentence of the assistant, to what it has just said if nothing has come between.</summary>
    public void AddAssistant(string sentence)
    {
        lock (_gate)
        {
            if (_messages.Count > 0 && _messages[^1] is { Role: var role, Contents: [TextContent said] } && role == ChatRole.Assistant)
                said.Text += " " + sentence;
            else
                _messages.Add(new ChatMessage(ChatRole.Assistant, sentence));
        }
    }

    /// <summary>Adds calls of tools that the assistant has made at once.</summary>
    public void AddCalls(IReadOnlyList<FunctionCallContent> calls)
    {
        lock (_gate)
            _messages.Add(new ChatMessage(ChatRole.Assistant, [.. calls]));
    }

    public void SetResult(FunctionResultContent result)
    {
        lock (_gate)
            _results[result.CallId] = result;
    }

    /// <summary>All messages; each call is followed by its result.</summary>
    /// <param name="systemPrompt">The message before them.</param>
    /// <param name="context">A text that is added to the last message of the user, for this time only.</param>
    /// <param name="instruction">A message after them, such as that the assistant should greet.</param>
    public IList<ChatMessage> ToMessages(string? systemPrompt, string? context, string? instruction)
    {
        var messages = new List<ChatMessage>();
        if (systemPrompt is not null)
            messages.Add(new ChatMessage(ChatRole.System, systemPrompt));

        lock (_gate)
        {
            foreach (var message in _messages)
            {
                messages.Add(Copy(message));
                var calls = message.Contents.OfType<FunctionCallContent>().ToList();
                if (calls.Count > 0)
                    messages.Add(new ChatMessage(ChatRole.Tool, [.. calls.Select(ResultOf)]));
            }
        }

        if (context is not null && messages.FindLastIndex(message => message.Role == ChatRole.User) is >= 0 and var last)
            messages[last].Contents = [new TextContent(WithContext(messages[last].Text, context))];

        if (instruction is not null)
            messages.Add(new ChatMessage(ChatRole.System, instruction));

        return messages;
    }

    /// <summary>A text of the user with a context behind it.</summary>
    public static string WithContext(string text, string? context) => context is null ? text : $"{text} {{Context: {context}}}";

    private AIContent ResultOf(FunctionCallContent call) => _results.GetValueOrDefault(call.CallId) ?? new FunctionResultContent(call.CallId, NoResult);

    // Sentences are added to a message while a model reads it.
    private static ChatMessage Copy(ChatMessage message) => new(message.Role, [.. message.Contents.Select(Copy)])
    {
        AdditionalProperties = message.AdditionalProperties,
    };

    private static AIContent Copy(AIContent content) => content is TextContent text ? new TextContent(text.Text) : content;
}
