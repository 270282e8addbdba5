using System.Collections.Concurrent;

namespace HumeGen.Crash;

/// <summary>Everything that the clients were told: it must be there after any kill.</summary>
internal sealed class Memory
{
    private readonly object _gate = new();
    private readonly Dictionary<string, ChatMemory> _chats = [];
    private readonly Dictionary<string, bool> _jobs = [];

    /// <summary>The prompts that were created, by id, with the number of their versions.</summary>
    public ConcurrentDictionary<string, int> Prompts { get; } = new();

    /// <summary>Those that a check has found.</summary>
    public HashSet<string> CheckedPrompts { get; } = [];

    /// <summary>The prompts that were deleted: they must not come back.</summary>
    public ConcurrentQueue<string> Deleted { get; } = new();

    /// <summary>The voices that were saved.</summary>
    public ConcurrentDictionary<string, bool> Voices { get; } = new();

    public int Resumed { get; set; }

    /// <summary>Connections at another server that were told to come again.</summary>
    public int CameAgain { get; set; }

    /// <summary>The kills that a chat did not end before.</summary>
    public int KillsInChat { get; set; }

    /// <summary>The kills that came after a client saw that its job is worked on, and before the end of that job.</summary>
    public int KillsInJob { get; set; }

    public DateTimeOffset Killed { get; set; }

    /// <summary>The jobs that clients saw being worked on before the last kill.</summary>
    public ConcurrentQueue<string> Working { get; } = new();

    /// <summary>Those of them that ended before it.</summary>
    public HashSet<string> EndedBefore { get; } = [];

    /// <summary>The jobs that have ended with results, and that were given up after several kills.</summary>
    public int Completed { get; private set; }

    public int GivenUp { get; private set; }

    public IReadOnlyList<ChatMemory> Chats
    {
        get
        {
            lock (_gate)
                return [.. _chats.Values];
        }
    }

    /// <summary>The jobs of which the end has not been seen.</summary>
    public IReadOnlyList<string> OpenJobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Where(job => !job.Value).Select(job => job.Key)];
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
            _jobs.Add(id, false);
    }

    public void JobEnded(string id, bool isCompleted)
    {
        lock (_gate)
            _jobs[id] = true;

        if (isCompleted)
            Completed++;
        else
            GivenUp++;
    }

    public override string ToString() =>
        $"{KillsInChat} kills in mid-chat, {KillsInJob} in mid-job; {Prompts.Count} prompts, {Deleted.Count} deleted, {Voices.Count} voices, "
        + $"{Chats.Count} chats with {Chats.Sum(chat => chat.Heard.Count)} events, {Resumed} resumed, "
        + $"{Chats.Sum(chat => chat.Sent.Count)} messages and {CameAgain} connections by another server, {Completed} jobs completed, {GivenUp} given up, {OpenJobs.Count} open";
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
