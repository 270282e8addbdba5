using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Hume.AspNetCore.Tests;

/// <summary>A chat client that answers what a test says, and remembers what it was asked.</summary>
internal sealed class FakeChatClient(Func<IReadOnlyList<ChatMessage>, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> answer) : IChatClient
{
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    public static FakeChatClient Saying(params string[] pieces) => new((_, _) => Pieces(pieces));

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages.ToList();
        lock (Requests)
            Requests.Add((list, options));
        return answer(list, cancellationToken);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static async IAsyncEnumerable<ChatResponseUpdate> Pieces(params IEnumerable<string> pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, piece) { ModelId = "fake-1" };
        }
    }

    /// <summary>Says some words and then waits for ever.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> Hanging(
        string words, TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new(ChatRole.Assistant, words);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            cancelled.SetResult();
        }
    }

    public static async IAsyncEnumerable<ChatResponseUpdate> Failing(string? words)
    {
        await Task.Yield();
        if (words is not null)
            yield return new(ChatRole.Assistant, words);
        throw new InvalidOperationException("password=hunter2");
    }
}
