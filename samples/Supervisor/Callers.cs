using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using Samples;

namespace Supervisor;

/// <summary>Three people who call at the same time, so that there is something to watch without a server.</summary>
internal sealed class Callers : IAsyncDisposable
{
    private static readonly (string Name, ScriptLine[] Lines)[] Scripts =
    [
        ("Ada",
        [
            new("Hello, I have been waiting for my parcel for three weeks.", ("Disappointment", 0.62), ("Tiredness", 0.41)),
            new("You told me the same last week, this is a joke!", ("Anger", 0.82), ("Contempt", 0.44)),
            new("Then please send it again.", ("Calmness", 0.51), ("Determination", 0.46)),
        ]),
        ("Ben",
        [
            new("I cannot pay with my new card.", ("Confusion", 0.66), ("Doubt", 0.52)),
            new("Please let me talk to a real person.", ("Distress", 0.58), ("Doubt", 0.43)),
            new("Hello? Is anybody there?", ("Confusion", 0.61), ("Anxiety", 0.38)),
            new("Oh, it works now!", ("Relief", 0.77), ("Joy", 0.52)),
        ]),
        ("Cleo",
        [
            new("What are your opening hours?", ("Interest", 0.57), ("Calmness", 0.49)),
            new("That is useless, just shut up.", ("Contempt", 0.78), ("Anger", 0.55)),
            new("Are you still there?", ("Doubt", 0.48), ("Calmness", 0.35)),
        ]),
    ];

    private readonly IHumeClient _hume;
    private readonly ScriptedEars _ears;
    private readonly List<IChatConnection> _chats = [];
    private Task _talking = Task.CompletedTask;

    private Callers(IHumeClient hume, ScriptedEars ears) => (_hume, _ears) = (hume, ears);

    /// <summary>Opens their chats.</summary>
    public static async Task<Callers> CallAsync(IHumeClient hume, ScriptedEars ears)
    {
        var callers = new Callers(hume, ears);
        foreach (var (name, _) in Scripts)
        {
            // Without AllowConnection nobody can join.
            var chat = await hume.EmpathicVoice.Chat.ConnectAsync(new() { AllowConnection = true });
            callers._chats.Add(chat);
            await new ScriptedCaller(hume, chat, ears).IntroduceAsync(new() { CustomSessionId = name });
            await chat.WaitForMetadataAsync();
        }

        return callers;
    }

    /// <summary>Lets them talk, all at once.</summary>
    public void Talk() => _talking = Task.WhenAll(_chats.Zip(Scripts, (chat, script) => TalkAsync(chat, script.Lines)));

    public async ValueTask DisposeAsync()
    {
        foreach (var chat in _chats)
            await chat.DisposeAsync();
        await _talking;
    }

    private async Task TalkAsync(IChatConnection chat, ScriptLine[] lines)
    {
        var caller = new ScriptedCaller(_hume, chat, _ears);
        try
        {
            foreach (var line in lines)
            {
                var answered = chat.WaitForAsync<AssistantEnd>();
                await caller.SayAsync(line);
                // Nobody answers while the assistant pauses.
                await Task.WhenAny(answered, Task.Delay(TimeSpan.FromSeconds(4)));
            }

            await Task.WhenAny(chat.Closed, Task.Delay(TimeSpan.FromSeconds(4)));
            await chat.CloseAsync();
        }
        catch (RealtimeClosedException)
        {
            // The supervisor has ended the chat.
        }
    }
}
