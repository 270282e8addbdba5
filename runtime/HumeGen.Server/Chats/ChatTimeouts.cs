using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>The times after which something happens in a chat by itself: a silent user is nudged and hung up on, and a long chat ends.</summary>
internal sealed class ChatTimeouts : IDisposable
{
    private readonly IdleTimer? _inactivity;
    private readonly IdleTimer? _maxDuration;
    private readonly IdleTimer? _nudge;
    private bool _nudged;

    /// <param name="config">Config with the times.</param>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="inactive">Called when the user has been silent for too long.</param>
    /// <param name="tooLong">Called when the chat has lasted for as long as it may.</param>
    /// <param name="nudge">Called when the user should be invited to speak, until <see cref="Nudged"/> says that this has been done.</param>
    public ChatTimeouts(ChatConfig config, TimeProvider clock, Action inactive, Action tooLong, Action nudge)
    {
        _inactivity = Create(config.Inactivity, inactive);
        _maxDuration = Create(config.MaxDuration, tooLong);
        _nudge = Create(config.Nudge, nudge);

        IdleTimer? Create(TimeSpan? limit, Action expired) => limit is { } time ? new IdleTimer(clock, time, expired) : null;
    }

    public void Start()
    {
        _inactivity?.Start();
        _maxDuration?.Start();
        _nudge?.Start();
    }

    /// <summary>The user has done something.</summary>
    public void UserActed()
    {
        _inactivity?.Touch();
        _nudged = false;
        _nudge?.Start();
    }

    /// <summary>The assistant has finished a turn: the silence of the user begins anew, when what the client got has been played.</summary>
    public void AssistantEnded(TimeSpan leftToPlay)
    {
        if (!_nudged)
            _nudge?.Start(leftToPlay);
    }

    /// <summary>The user has been invited to speak: once is enough for a silence.</summary>
    public void Nudged() => _nudged = true;

    public void Dispose()
    {
        _inactivity?.Dispose();
        _maxDuration?.Dispose();
        _nudge?.Dispose();
    }
}
