using HumeGen.Server.Chats.History;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// The history that every simulator starts with: three groups with five chats, one of them still active and open to messages of the
/// control plane. The chats took place in the two days before the start, with a config that has been deleted since.
/// </summary>
internal static class SampleChats
{
    private static readonly string ConfigId = IdSource.From("sample config");

    private static readonly (string User, string Agent)[] Weather =
    [
        ("Hello, can you tell me the weather in Lisbon?", "Of course! It is sunny in Lisbon, with twenty-four degrees."),
        ("Oh, wonderful. And tomorrow?", "Tomorrow stays dry, with a light wind from the sea."),
        ("Should I take a jacket for the evening?", "A light one would do; it cools down to sixteen degrees."),
        ("Thanks, that helps a lot.", "You are welcome. Enjoy the evening by the river!"),
        ("Wait, what about the weekend?", "The weekend turns cloudy, and there may be rain on Sunday."),
        ("What a pity. Goodbye!", "Goodbye, and safe travels."),
    ];

    private static readonly (string User, string Agent)[] Resumed =
    [
        ("It's me again. Did the forecast change?", "It did a little: the rain now comes on Saturday night."),
        ("That is even better, I leave on Saturday morning.", "Then you will miss it. Have a good trip!"),
    ];

    private static readonly (string User, string Agent)[] Silent = [("Hmm, let me think about it.", "Take all the time you need.")];

    private static readonly (string User, string Agent)[] Ongoing =
        [("Hi, I would like to talk to somebody.", "I am here. What is on your mind?")];

    public static async ValueTask AddToAsync(ChatLog chats, SampleRecordings recordings, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var weather = await AddAsync(chats, recordings, now.AddDays(-2), Weather, "USER_ENDED", configVersion: 0).ConfigureAwait(false);
        await AddAsync(chats, recordings, now.AddDays(-1), Resumed, "USER_ENDED", configVersion: 0, group: weather).ConfigureAwait(false);
        await AddAsync(chats, recordings, now.AddHours(-6), Silent, "INACTIVITY_TIMEOUT", configVersion: 1).ConfigureAwait(false);
        var broken = await AddAsync(chats, recordings, now.AddHours(-2), [], "ERROR", configVersion: null).ConfigureAwait(false);
        await AddAsync(chats, recordings, now.AddMinutes(-1), Ongoing, ChatRecord.Active, configVersion: 1, group: broken).ConfigureAwait(false);
    }

    private static async ValueTask<string> AddAsync(
        ChatLog chats,
        SampleRecordings recordings,
        DateTimeOffset start,
        (string User, string Agent)[] turns,
        string status,
        int? configVersion,
        string? group = null)
    {
        var time = start.ToUnixTimeMilliseconds();
        var chat = await chats.OpenAsync(group, configVersion is null ? null : ConfigId, configVersion, allowConnection: status == ChatRecord.Active, time).ConfigureAwait(false)
            ?? throw new InvalidOperationException("Two chats of a group cannot be active.");
        recordings.Add(chat.Id, turns);
        await chats.AppendAsync(
            chat.Id, "SYSTEM", "SYSTEM_PROMPT", "You are a friendly assistant who answers in one short sentence.", timestamp: time += 20).ConfigureAwait(false);
        await chats.AppendAsync(chat.Id, "SYSTEM", "CHAT_START_MESSAGE", null, timestamp: time += 5).ConfigureAwait(false);
        foreach (var (user, agent) in turns)
        {
            await chats.AppendAsync(chat.Id, "USER", "USER_MESSAGE", user, Scores(user), timestamp: time += 4000).ConfigureAwait(false);
            var answer = await chats.AppendAsync(chat.Id, "AGENT", "AGENT_MESSAGE", agent, timestamp: time += 900).ConfigureAwait(false);
            await chats.AppendAsync(chat.Id, "AGENT", "ASSISTANT_PROSODY", null, Scores(agent), relatedEventId: answer.Id, timestamp: time += 100).ConfigureAwait(false);
        }

        if (status != ChatRecord.Active)
        {
            await chats.AppendAsync(chat.Id, "SYSTEM", "CHAT_END_MESSAGE", null, timestamp: time += 2000).ConfigureAwait(false);
            await chats.EndAsync(chat.Id, status, time).ConfigureAwait(false);
        }

        return chat.GroupId;
    }

    private static IReadOnlyList<ExpressionScore> Scores(string text) => DeterministicScores.Of(ExpressionNames.Emotions, text);
}
