using System.Diagnostics.CodeAnalysis;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats.Speaking;

/// <summary>
/// Speech of the assistant: says one turn after the other, until it is cut. Everything is sent as fast as the client takes it, so that the
/// client is still playing when the last piece is out; how long it plays is kept in mind.
/// </summary>
// The source of cancellation that is left in the end has neither timer nor links.
#pragma warning disable CA1001
internal sealed class SpeechOutput(
    Func<SpeechTurn, string, CancellationToken, ValueTask<TimeSpan>> saySentence,
    Func<EngineException, ValueTask> tell,
    Func<ValueTask> endTurn,
    TimeProvider clock)
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private readonly Queue<SpeechTurn> _turns = new();
    private CancellationTokenSource _cut = new();
    private Task _running = Task.CompletedTask;
    private bool _active;
    private bool _speaking;
    private DateTimeOffset _playedUntil;

    /// <summary>Whether a client that plays what it gets would still be playing.</summary>
    public bool IsHeard
    {
        get
        {
            lock (_gate)
                return _active || clock.GetUtcNow() < _playedUntil;
        }
    }

    /// <summary>The time for which a client that plays what it got still plays.</summary>
    public TimeSpan LeftToPlay
    {
        get
        {
            lock (_gate)
                return clock.GetUtcNow() is var now && now < _playedUntil ? _playedUntil - now : TimeSpan.Zero;
        }
    }

    /// <summary>Set when the assistant falls silent: what is made for its speech is then wanted no more.</summary>
    public CancellationToken Cut
    {
        get
        {
            lock (_gate)
                return _cut.Token;
        }
    }

    /// <summary>Number of turns that wait for what is being said.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _turns.Count;
        }
    }

    /// <summary>Says something as soon as what is being said is out.</summary>
    public void Say(SpeechTurn turn)
    {
        lock (_gate)
        {
            _turns.Enqueue(turn);
            if (!_active)
            {
                _active = true;
                var cut = _cut.Token;
                _running = Task.Run(() => RunAsync(cut));
            }
        }
    }

    /// <summary>Falls silent: nothing more of what was to be said is sent after this. True when something was left to be said.</summary>
    public async ValueTask<bool> CutAsync()
    {
        Task running;
        bool wasSpeaking;
        CancellationTokenSource cut;
        lock (_gate)
        {
            running = _running;
            wasSpeaking = _speaking || _turns.Count > 0;
            cut = _cut;
            _cut = new CancellationTokenSource();
            _turns.Clear();
        }

        await cut.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        cut.Dispose();
        lock (_gate)
            _playedUntil = default;

        return wasSpeaking;
    }

    /// <summary>Waits until everything has been said or cut.</summary>
    public Task FinishAsync()
    {
        lock (_gate)
            return _running;
    }

    private async Task RunAsync(CancellationToken cut)
    {
        try
        {
            while (TryTake(cut, out var turn))
            {
                var fault = await SayAsync(turn, cut).ConfigureAwait(false);

                // From here on there is nothing left to cut: a client that answers the end of a turn at once does not interrupt it.
                lock (_gate)
                {
                    if (_cut.Token != cut)
                        throw new OperationCanceledException();

                    _speaking = false;
                }

                if (fault is not null)
                    await tell(fault).ConfigureAwait(false);

                if (fault is not null || turn.IsWhole())
                    await endTurn().ConfigureAwait(false);

                turn.Finished?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            // Cut: whoever did it waits for this, and nothing new is said before.
            lock (_gate)
                _active = _speaking = false;
        }
    }

    /// <summary>Says all sentences of a turn; the fault when an engine fails.</summary>
    private async ValueTask<EngineException?> SayAsync(SpeechTurn turn, CancellationToken cut)
    {
        try
        {
            await foreach (var sentence in turn.Sentences.WithCancellation(cut).ConfigureAwait(false))
            {
                var length = await saySentence(turn, sentence, cut).ConfigureAwait(false);
                lock (_gate)
                {
                    var now = clock.GetUtcNow();
                    _playedUntil = (_playedUntil > now ? _playedUntil : now) + length;
                }
            }

            return null;
        }
        catch (Exception fault) when (!cut.IsCancellationRequested)
        {
            return fault switch
            {
                KeyLimitException limit => new EngineException(limit.Message, limit.Fault.Code),
                SpeechLimitException => new EngineException(fault.Message),
                _ => fault as EngineException ?? new EngineException("The assistant cannot speak.", fault),
            };
        }
    }

    private bool TryTake(CancellationToken cut, [NotNullWhen(true)] out SpeechTurn? turn)
    {
        lock (_gate)
        {
            turn = null;
            var isTaken = _cut.Token == cut && _turns.TryDequeue(out turn);
            _speaking = isTaken;
            _active = isTaken;
            return isTaken;
        }
    }
}
