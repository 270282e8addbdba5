using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Supervisor;

/// <summary>The assistant of the simulated chats: it has an answer for each subject of the callers, and does what is whispered.</summary>
internal sealed class ScriptedAssistant : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var text = messages.Last(m => m.Role == ChatRole.User).Text;
        if (text.Contains("hang up", StringComparison.Ordinal) && options?.Tools?.FirstOrDefault(t => t.Name == "hang_up") is { } tool)
        {
            yield return new(ChatRole.Assistant, "Goodbye. ");
            yield return new(ChatRole.Assistant, [new FunctionCallContent("call", tool.Name)]);
            yield break;
        }

        // The context of session settings stands behind the words of the user.
        if (text.Contains("Apologise", StringComparison.Ordinal))
            yield return new(ChatRole.Assistant, "I am very sorry about that. ");
        yield return new(ChatRole.Assistant, Answer(text));
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static string Answer(string text) =>
        text.Contains("parcel", StringComparison.Ordinal) ? "It is on its way."
        : text.Contains("last week", StringComparison.Ordinal) ? "It left the warehouse on Monday."
        : text.Contains("again", StringComparison.Ordinal) ? "A second parcel leaves today."
        : text.Contains("card", StringComparison.Ordinal) ? "Which message do you see?"
        : text.Contains("person", StringComparison.Ordinal) ? "I will look for somebody."
        : text.Contains("useless", StringComparison.Ordinal) ? "I am sorry that I could not help."
        : text.Contains("works", StringComparison.Ordinal) ? "I am glad to hear it!"
        : text.Contains("hours", StringComparison.Ordinal) ? "We are here from nine to five."
        : "I am here.";
}
