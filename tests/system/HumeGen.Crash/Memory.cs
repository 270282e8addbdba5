using System.Collections.Concurrent;

namespace HumeGen.Crash;

/// <summary>Everything that the clients were told: it must be there after any kill.</summary>
internal sealed class Memory
{
    private readonly object _gate = new();
    private readonly Dictionary<string, ChatMemory> _chats = [];
    private readonly HashSet<string> _jobs = [];

    /// <summary>The prompts that were created, by id, with the number of their versions.</summary>
    public ConcurrentDictionary<string, int> Prompts { get; } = new();

    /// <summary>Those that a check has found.</summary>
    public HashSet<string> CheckedPrompts { get; } = [];

    /// <summary>The voices that were saved.</summary>
    public ConcurrentDictionary<string, bool> Voices { get; } = new();

    public int Resumed { get; set; }

    /// <summary>Connections at another server that were told to come again.</summary>
    public int CameAgain { get; set; }

    /// <summary>Jobs that were being worked on when a server was killed, as the next one found them.</summary>
    public int Interrupted { get; set; }

    public IReadOnlyList<ChatMemory> Chats
    {
        get
        {
            lock (_gate)
                return [.. _chats.Values];
        }
    }

    public IReadOnlyList<string> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs];
        }
    }

    public ChatMemory AddChat(string id, string group)
    {
        lock (_gate)
            return _chats[id] = new ChatMemory(id, group);
    }

    public void AddJob(string id)
    {
        lock (_gate)
            _jobs.Add(id);
    }

    public override string ToString() =>
        $"{Prompts.Count} prompts, {Voices.Count} voices, {Chats.Count} chats with {Chats.Sum(chat => chat.Heard.Count)} events, {Resumed} resumed, "
        + $"{Chats.Sum(chat => chat.Sent.Count)} messages and {CameAgain} connections by another server, {Jobs.Count} jobs, {Interrupted} of them interrupted";
}

/// <summary>The events of a chat that its client got: types and texts, in their order.</summary>
internal sealed record ChatMemory(string Id, string Group)
{
    public ConcurrentQueue<(string Type, string? Text)> Heard { get; } = new();

    /// <summary>The texts that another server has acknowledged for it.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>Whether a check has found all of it; nothing is added later.</summary>
    public bool IsChecked { get; set; }
}

/// <summary>Something is missing that a client was told of.</summary>
internal sealed class MissingException(string message) : Exception(message);
