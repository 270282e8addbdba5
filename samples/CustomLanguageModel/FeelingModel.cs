using System.Runtime.CompilerServices;
using Hume.EmpathicVoice;
using HumeGen.Audio;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace CustomLanguageModel;

/// <summary>A language model of a few rules, in place of a real one: it answers to the strongest expression in the voice, and to the words.</summary>
internal sealed class FeelingModel : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = messages.Last(m => m.Role == ChatRole.User);
        // EVI speaks each sentence as soon as it is there.
        foreach (var sentence in new[] { ToVoice(last), ToWords(last.Text) })
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, sentence + " ");
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    // The scores of the speaker's voice come with each message; typed text has none.
    private static string ToVoice(ChatMessage message)
    {
        var strongest = (message.AdditionalProperties?.GetValueOrDefault("prosody") as EmotionScores)?.ToScores().Top(1);
        return strongest is not [var (name, score)] || score < 0.3 ? "I see." : name switch
        {
            "Joy" or "Excitement" or "Triumph" => "How wonderful, I can hear that you are happy!",
            "Anxiety" or "Fear" or "Distress" => "Take your time; I can hear that this worries you.",
            "Sadness" or "Disappointment" => "I am sorry; you sound sad.",
            "Anger" or "Contempt" => "I understand that you are annoyed.",
            _ => $"I can hear {name.ToLowerInvariant()} in your voice.",
        };
    }

    private static string ToWords(string text) =>
        text.Contains("job", StringComparison.OrdinalIgnoreCase) ? "When do you start?"
        : text.Contains("move", StringComparison.OrdinalIgnoreCase) ? "Shall we make a list of what has to be done?"
        : text.EndsWith('?') ? "What do you think yourself?"
        : "Tell me more.";
}
