using Hume.EmpathicVoice;

namespace UnitTests;

/// <summary>Asks a caller something, and gives up when nothing is said for too long.</summary>
public sealed class Booking(IEmpathicVoiceChatClient chats, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The answer of the caller; null if there is none.</summary>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var chat = await chats.ConnectAsync(cancellationToken: cancellationToken);

        // The wait begins before the question, so that no answer is too quick for it.
        var answer = chat.WaitForAsync<UserMessage>(m => m.Interim is not true, either.Token);
        await chat.SendAsync(new AssistantInput { Text = question }, cancellationToken);
        try
        {
            return (await answer).Message.Content;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return null;
        }
    }
}
