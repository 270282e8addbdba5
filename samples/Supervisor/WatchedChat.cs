using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using HumeGen.Audio;

namespace Supervisor;

/// <summary>A running chat with a second connection to it: what is said in it, and what a supervisor can do about it.</summary>
internal sealed class WatchedChat : IAsyncDisposable
{
    private const string Farewell = "Say goodbye and hang up.";

    private readonly IControlPlaneConnection _side;
    private readonly Lock _lock = new();
    private readonly List<ChatLine> _lines = [];
    private readonly Action<WatchedChat, ChatLine>? _added;
    private string _name;

    private WatchedChat(IControlPlaneConnection side, string id, Action<WatchedChat, ChatLine>? added)
    {
        (_side, _name, _added) = (side, id.Length > 8 ? id[..8] : id, added);
        Ended = ReadAsync();
    }

    /// <summary>The session id that the client has given the chat; the beginning of the chat's id before it is known.</summary>
    public string Name
    {
        get
        {
            lock (_lock)
                return _name;
        }
    }

    public bool IsPaused { get; private set; }

    /// <summary>Done when the chat is over.</summary>
    public Task Ended { get; }

    /// <summary>The newest lines.</summary>
    public IReadOnlyList<ChatLine> Newest(int count)
    {
        lock (_lock)
            return [.. _lines.TakeLast(count)];
    }

    /// <summary>Joins a chat.</summary>
    /// <param name="added">Called for each line.</param>
    /// <returns>The chat; null if it cannot be joined.</returns>
    public static async Task<WatchedChat?> JoinAsync(IHumeClient hume, string id, Action<WatchedChat, ChatLine>? added)
    {
        IControlPlaneConnection? side = null;
        try
        {
            side = await hume.EmpathicVoice.ControlPlane.ConnectAsync(id);
            await side.WaitForMetadataAsync();   // the first message of a chat that can be joined
            return new(side, id, added);
        }
        catch (ApiClientException e) when (e is ApiErrorException or RealtimeClosedException)
        {
            if (side is not null)
                await side.DisposeAsync();
            return null;
        }
    }

    /// <summary>Tells the assistant something that the caller does not hear; it counts for the next answer.</summary>
    public async Task WhisperAsync(string text, string reason)
    {
        Add(new(Speaker.Supervisor, $"whispers: {text}", reason));
        await SendAsync(new SessionSettings { Context = new() { Type = ContextType.Temporary, Text = text } });
    }

    /// <summary>Silences the assistant, which goes on listening.</summary>
    public async Task PauseAsync(string reason)
    {
        IsPaused = true;
        Add(new(Speaker.Supervisor, "pauses the assistant", reason));
        await SendAsync(new PauseAssistantMessage());
    }

    /// <summary>Lets the assistant answer again, first to what was said last.</summary>
    public async Task ResumeAsync(string reason)
    {
        IsPaused = false;
        Add(new(Speaker.Supervisor, "lets the assistant go on", reason));
        await SendAsync(new ResumeAssistantMessage());
    }

    /// <summary>Ends the chat. There is no message for that: the assistant gets the tool that hangs up, and is asked to use it.</summary>
    public async Task EndAsync(string reason)
    {
        Add(new(Speaker.Supervisor, "ends the chat", reason));
        await SendAsync(new SessionSettings { BuiltinTools = [new() { Name = BuiltInTool.HangUp }] });
        await SendAsync(new UserInput { Text = Farewell });
        if (IsPaused)
            await SendAsync(new ResumeAssistantMessage());
    }

    public ValueTask DisposeAsync() => _side.DisposeAsync();

    private async Task ReadAsync()
    {
        await foreach (var message in _side.ReadAllAsync())
        {
            if (message is UserMessage { CustomSessionId: { } name })
            {
                lock (_lock)
                    _name = name;
            }

            switch (message)
            {
                case UserMessage { Interim: not true, Message.Content: not Farewell } user:
                    var scores = user.Models?.Prosody?.Scores.ToScores() ?? [];
                    Add(new(Speaker.Caller, user.Message.Content ?? "", string.Join(", ", scores.Top(2).Select(s => $"{s.Name} {s.Value:0.00}"))));
                    await Rules.ApplyAsync(this, user.Message.Content ?? "", scores);
                    break;
                case AssistantMessage assistant:
                    Add(new(Speaker.Assistant, assistant.Message.Content ?? "", ""));
                    break;
                case WebSocketError error:
                    Add(new(Speaker.Supervisor, $"gets an error: {error.Message}", error.Code ?? ""));
                    break;
            }
        }

        Add(new(Speaker.Supervisor, "sees the end of the chat", $"{(await _side.Closed).Reason}"));
    }

    private async Task SendAsync(IControlPlanePublishEvent message)
    {
        try
        {
            await _side.SendAsync(message);
        }
        catch (RealtimeClosedException)
        {
            // The chat has ended in the meantime; the loop that reads tells it.
        }
    }

    private void Add(ChatLine line)
    {
        lock (_lock)
            _lines.Add(line);
        _added?.Invoke(this, line);
    }
}

/// <summary>Something that was said or done in a chat.</summary>
/// <param name="Who">Who said or did it.</param>
/// <param name="Text">What it was.</param>
/// <param name="Note">The strongest expressions, or the reason.</param>
internal sealed record ChatLine(Speaker Who, string Text, string Note);

internal enum Speaker
{
    Caller,
    Assistant,
    Supervisor,
}
