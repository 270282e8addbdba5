using Hume;
using Hume.EmpathicVoice;
using HumeGen.Audio;
using HumeGen.Json;

namespace ChatHistory;

/// <summary>Something that one side said, with the emotions in the voice.</summary>
internal sealed record Said(bool ByUser, string Text, TimeSpan Time, IReadOnlyList<NamedScore> Emotions);

/// <summary>A chat of the account: its events as the API has them, and what was said.</summary>
internal sealed record Chat(string Id, DateTimeOffset Start, IReadOnlyList<ReturnChatEvent> Events)
{
    public IReadOnlyList<Said> Said { get; } = SaidIn(Start, Events);

    /// <summary>Reads a chat, page after page.</summary>
    public static async Task<Chat> ReadAsync(IHumeClient hume, string id, CancellationToken stop)
    {
        var events = new List<ReturnChatEvent>();
        await foreach (var entry in hume.EmpathicVoice.Chats.ListChatEventsAsync(id, new() { AscendingOrder = true, PageSize = 100 }, cancellationToken: stop))
            events.Add(entry);
        return new Chat(id, events.Count > 0 ? events[0].Timestamp : default, events);
    }

    /// <summary>The emotions of one side over time: a point for each thing that it said.</summary>
    public IReadOnlyList<ScoredSpan> EmotionsOf(bool user) =>
        [.. Said.Where(s => s.ByUser == user && s.Emotions.Count > 0).Select(s => new ScoredSpan(s.Time, s.Time, s.Emotions, s.Text))];

    // The scores of the assistant come in events of their own, which name the message that they belong to.
    private static IReadOnlyList<Said> SaidIn(DateTimeOffset start, IReadOnlyList<ReturnChatEvent> events)
    {
        var prosody = events.Where(e => e.Type == ReturnChatEventType.AssistantProsody && e.RelatedEventId is not null).ToLookup(e => e.RelatedEventId!);
        return
        [
            .. from entry in events
               where (entry.Type == ReturnChatEventType.UserMessage || entry.Type == ReturnChatEventType.AgentMessage) && entry.MessageText?.Trim() is { Length: > 0 }
               let features = entry.EmotionFeatures ?? prosody[entry.Id].FirstOrDefault()?.EmotionFeatures
               select new Said(
                   entry.Role == ReturnChatEventRole.User,
                   entry.MessageText!,
                   entry.Timestamp - start,
                   features is null ? [] : ApiJson.Read<EmotionScores>(features).ToScores()),
        ];
    }
}
