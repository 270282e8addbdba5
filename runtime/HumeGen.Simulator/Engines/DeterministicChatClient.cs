using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// Answers with short sentences, always the same to the same words. A text that holds the name of a tool, or the word weather where the name has that too,
/// calls the tool.
/// </summary>
internal sealed partial class DeterministicChatClient : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var last = messages.LastOrDefault();
        if (last?.Role == ChatRole.User && CallFor(Context().Replace(last.Text, ""), options) is { } call)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [call]);
            yield break;
        }

        foreach (var sentence in AnswerTo(last, options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, sentence + "\n");
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType is not null && serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static IReadOnlyList<string> AnswerTo(ChatMessage? last, ChatOptions? options)
    {
        if (options?.AdditionalProperties?.GetValueOrDefault("event") is string name)
            return DeterministicReplies.At(name);

        if (last?.Contents.OfType<FunctionResultContent>().LastOrDefault() is { } result)
        {
            var content = result.Result?.ToString();
            return result.Exception is null ? DeterministicReplies.WithResult(content ?? "") : DeterministicReplies.WithFailure(content);
        }

        return DeterministicReplies.To(Context().Replace(last?.Text ?? "", ""));
    }

    private static FunctionCallContent? CallFor(string text, ChatOptions? options)
    {
        foreach (var tool in (options?.Tools ?? []).OfType<AIFunctionDeclaration>())
        {
            if (ToolRule.ArgumentsFor(tool, text) is { } arguments)
                return new FunctionCallContent("call", tool.Name, arguments);
        }

        return null;
    }

    // What session settings have added to the words of the user.
    [GeneratedRegex(@" \{Context: [^{}]*\}$")]
    private static partial Regex Context();
}
