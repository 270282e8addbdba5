using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using HumeGen.Server.Telemetry;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Authentication;

/// <summary>
/// Counts what one key uses, and refuses more than its limits. Chats are exact over all servers of the store, requests and audio on this server; of the audio of other
/// servers it knows what they have told the store.
/// </summary>
internal sealed class KeyMeter(string keyId, KeyLimits limits, IKeyStore store, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ChatWait = TimeSpan.FromSeconds(5);

    // With less than this left, a request for audio is refused before it begins.
    private const double LeastSeconds = 0.1;

    private readonly FixedWindowRateLimiter? _requests = limits.RequestsPerMinute is not { } most ? null : new(new()
    {
        PermitLimit = most,
        Window = Minute,
        AutoReplenishment = false,
    });

    private readonly ConcurrentQueue<int> _placesToLeave = new();
    private readonly object _gate = new();
    private readonly AsyncLock _telling = new();
    private readonly Dictionary<DateOnly, double> _untold = [];
    private DateOnly _day;
    private KeyUsage _stored;
    private bool _knowsStored;

    public string KeyId => keyId;

    /// <summary>Counts a request, or refuses it.</summary>
    public void CountRequest()
    {
        if (_requests is null)
            return;

        _requests.TryReplenish();
        using var lease = _requests.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            ServerTelemetry.HitLimit("requests");
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var until) ? until : Minute;
            throw ApiRefusal.Quota($"The key may send {limits.RequestsPerMinute} requests a minute.", wait);
        }
    }

    /// <summary>Counts a chat until it is disposed, or refuses it.</summary>
    public async ValueTask<IAsyncDisposable?> EnterChatAsync()
    {
        if (limits.Chats is not { } most)
            return null;

        // A place that was given to a client that is gone would be lost: nothing ends the call.
        if (await store.EnterChatAsync(keyId, most, CancellationToken.None).ConfigureAwait(false) is { } place)
            return new ChatPlace(this, place);

        ServerTelemetry.HitLimit("chats");
        throw ApiRefusal.Quota($"The key may have {limits.Chats} chats open at the same time; end one of them.", ChatWait);
    }

    /// <summary>Refuses a request for audio when no audio is left.</summary>
    public async ValueTask RequireAudioAsync(CancellationToken cancellationToken)
    {
        if (!limits.LimitsAudio)
            return;

        if (!Volatile.Read(ref _knowsStored))
            await TellAsync(cancellationToken).ConfigureAwait(false);

        lock (_gate)
        {
            StartDay();
            Require(LeastSeconds);
        }
    }

    /// <summary>Counts audio, or refuses it: less than the limit is used then, and nothing of it counts.</summary>
    /// <exception cref="KeyLimitException">So much is not left.</exception>
    public void UseAudio(long samples, int sampleRate)
    {
        if (samples == 0)
            return;

        var seconds = (double)samples / sampleRate;
        lock (_gate)
        {
            StartDay();
            if (limits.LimitsAudio)
                Require(seconds);

            _untold[_day] += seconds;
        }
    }

    /// <summary>Tells the store what has been used and given back since the last time, and learns what other servers have told it.</summary>
    public async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        for (var left = _placesToLeave.Count; left > 0 && _placesToLeave.TryDequeue(out var place); left--)
            await LeaveChatAsync(place).ConfigureAwait(false);

        using var held = await _telling.LockAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (day, seconds) in ToTell())
        {
            var usage = await store.AddUsageAsync(keyId, day, seconds, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                // More may have been used meanwhile, and the day may have ended.
                var left = _untold.GetValueOrDefault(day) - seconds;
                if (day == _day)
                    _stored = usage;

                if (day == _day || left > 0)
                    _untold[day] = left;
                else
                    _untold.Remove(day);
            }
        }

        Volatile.Write(ref _knowsStored, true);
    }

    /// <summary>Seconds of each day that the store has not been told; today comes last, and is there even with none, so that the store tells what it knows.</summary>
    private List<KeyValuePair<DateOnly, double>> ToTell()
    {
        lock (_gate)
        {
            StartDay();
            return [.. _untold.Where(used => used.Value > 0 || (used.Key == _day && limits.LimitsAudio)).OrderBy(used => used.Key)];
        }
    }

    private async ValueTask LeaveChatAsync(int place)
    {
        try
        {
            await store.LeaveChatAsync(keyId, place, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The chat is over all the same; the store is told as soon as it answers again.
            _placesToLeave.Enqueue(place);
        }
    }

    private static KeyUsage Plus(KeyUsage usage, double seconds) => new(usage.DaySeconds + seconds, usage.MonthSeconds + seconds, usage.TotalSeconds + seconds);

    private void Require(double seconds)
    {
        var more = _untold[_day] + seconds;
        var limit = limits.Credits < _stored.TotalSeconds + more ? KeyLimitException.OfAll(limits.Credits.Value)
            : limits.CreditsPerMonth < _stored.MonthSeconds + more ? KeyLimitException.OfMonth(limits.CreditsPerMonth.Value)
            : limits.AudioSecondsPerDay < _stored.DaySeconds + more ? KeyLimitException.OfDay(limits.AudioSecondsPerDay.Value, UntilTomorrow())
            : null;
        if (limit is null)
            return;

        ServerTelemetry.HitLimit(limit.Refusal.StatusCode == 429 ? "audio" : "credits");
        throw limit;
    }

    private TimeSpan UntilTomorrow()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.Date.AddDays(1) - now;
    }

    /// <summary>Begins the count of today, if it is another day than the last time.</summary>
    private void StartDay()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (_day == today)
            return;

        var untold = _untold.GetValueOrDefault(_day);
        if (untold == 0)
            _untold.Remove(_day);

        var used = Plus(_stored, untold);
        _stored = new KeyUsage(0, (_day.Year, _day.Month) == (today.Year, today.Month) ? used.MonthSeconds : 0, used.TotalSeconds);
        _day = today;
        _untold.TryAdd(today, 0);
    }

    /// <summary>A chat among those that a key has open.</summary>
    private sealed class ChatPlace(KeyMeter meter, int place) : IAsyncDisposable
    {
        private int _left;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref _left, 1) == 0 ? meter.LeaveChatAsync(place) : default;
    }
}
