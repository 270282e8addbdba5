using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace HumeGen.Samples.Tests;

/// <summary>Answers whatever is said by a story of a minute, so that no machine is too slow to interrupt it.</summary>
internal sealed class LongStory : IChatClient
{
    private static readonly string Story = string.Join(' ', Enumerable.Repeat("Once upon a time there was a king.", 30));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, Story);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
