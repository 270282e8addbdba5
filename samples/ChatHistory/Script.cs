using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Samples;

namespace ChatHistory;

/// <summary>The chat that this sample holds: what the user says, and what the simulator answers and finds in both voices.</summary>
internal static class Script
{
    public static readonly IReadOnlyList<(ScriptLine User, ScriptLine Assistant)> Turns =
    [
        (new("Good morning! I have slept wonderfully.", ("Joy", 0.71), ("Excitement", 0.52), ("Calmness", 0.46), ("Distress", 0.03)),
            new("How lovely, what are your plans?", ("Interest", 0.74), ("Joy", 0.58), ("Calmness", 0.41), ("Sympathy", 0.08))),
        (new("I wanted to paint, but the roof leaks.", ("Distress", 0.63), ("Joy", 0.12), ("Calmness", 0.18), ("Excitement", 0.07)),
            new("Oh no, into the studio?", ("Sympathy", 0.66), ("Interest", 0.53), ("Joy", 0.06), ("Calmness", 0.35))),
        (new("Right onto my last picture. Everything is wet.", ("Distress", 0.82), ("Calmness", 0.09), ("Joy", 0.04), ("Excitement", 0.11)),
            new("I am sorry, can it be saved?", ("Sympathy", 0.81), ("Interest", 0.44), ("Calmness", 0.38), ("Joy", 0.03))),
        (new("It looks better than before, to be honest!", ("Joy", 0.84), ("Excitement", 0.66), ("Distress", 0.10), ("Calmness", 0.33)),
            new("Then the rain knows how to paint.", ("Joy", 0.77), ("Calmness", 0.52), ("Interest", 0.36), ("Sympathy", 0.22))),
    ];
}

/// <summary>The language model of the simulator, which keeps to the script.</summary>
internal sealed class ScriptedAssistant : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var text = messages.Last(m => m.Role == ChatRole.User).Text;
        yield return new(ChatRole.Assistant, Script.Turns.FirstOrDefault(t => text.Contains(t.User.Text, StringComparison.Ordinal)).Assistant?.Text ?? "Go on.");
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
