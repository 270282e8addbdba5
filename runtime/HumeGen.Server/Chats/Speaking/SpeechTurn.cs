using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.Speaking;

/// <summary>One turn of the assistant's speech.</summary>
/// <param name="Sentences">The sentences, each of which is a message; they may be written while the first ones are spoken.</param>
/// <param name="FromText">Whether the client gave the words.</param>
/// <param name="Voice">The voice.</param>
internal sealed record SpeechTurn(IAsyncEnumerable<string> Sentences, bool FromText, EngineVoice Voice)
{
    /// <summary>Whether the turn is over when all sentences are out; false when the answer goes on after a tool.</summary>
    public Func<bool> IsWhole { get; init; } = static () => true;

    /// <summary>Called when the turn is out; not when it is cut.</summary>
    public Action? Finished { get; init; }

    public static SpeechTurn Of(string text, bool fromText, EngineVoice voice) => new(Single(text), fromText, voice);

    private static async IAsyncEnumerable<string> Single(string text)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return text;
    }
}
