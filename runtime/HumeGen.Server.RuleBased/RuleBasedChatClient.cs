using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.RuleBased;

/// <summary>
/// Answers English by a few rules, sentence by sentence, and calls tools whose words are said. It is no language model and says so in its greeting and when
/// asked. It takes no notice of system messages. The same conversation at the same time gets the same reply.
/// </summary>
internal sealed partial class RuleBasedChatClient(TimeProvider clock) : IChatClient
{
    private const string HangUp = "hang_up";

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var content in Answer([.. messages.Where(message => message.Role != ChatRole.System)], options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    private IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.AdditionalProperties?.GetValueOrDefault("event") is string name)
            return Say(Replies.At(name));

        if (messages.Count > 0 && messages[^1].Contents.OfType<FunctionResultContent>().LastOrDefault() is { } result)
            return Say(ToolResult.Read(result));

        var history = new Turns(messages.Select(message => (message.Role == ChatRole.User, Context().Replace(message.Text, "").Trim())));
        if (history.Last.Length > 0 && !English.IsLikely(history.Last))
            return Say(Replies.OnlyEnglish);

        var tools = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().ToList();
        if (Replies.IsFarewell(history.Last))
        {
            return tools.Exists(tool => tool.Name == HangUp)
                ? [.. Say(Replies.Farewell), new FunctionCallContent(Id(messages), HangUp, new Dictionary<string, object?>())]
                : Say(Replies.Farewell);
        }

        return ToolRules.Choose(tools.Where(tool => tool.Name != HangUp), history) switch
        {
            { Question: { } question } => Say([question]),
            { } call => [new FunctionCallContent(Id(messages), call.Tool.Name, call.Arguments)],
            null => Say(Replies.To(history, clock.GetLocalNow())),
        };
    }

    private static string Id(IReadOnlyList<ChatMessage> messages) => $"call_{messages.Count}";

    private static IEnumerable<AIContent> Say(IEnumerable<string> sentences) => sentences.Select(sentence => new TextContent(sentence + " "));

    // Session settings have added this to the words of the user.
    [GeneratedRegex(@" ?\{Context: [^{}]*\}$")]
    private static partial Regex Context();
}
