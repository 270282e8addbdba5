using System.Threading.Channels;

namespace HumeGen;

/// <content>The way from one socket to the next: whether another one follows, the attempts to open it, and the switch to it.</content>
internal sealed partial class RealtimeSession<TSend, TReceive>
{
    // No lock: the task of the present socket's end writes it, and there is one socket at a time.
    private Outage? _outage;

    /// <summary>The socket that was up is over: begins to reconnect, or ends the connection.</summary>
    private void ReconnectOrEnd(SocketLink link, RealtimeClose close, Outgoing? broken, ChannelReader<Outgoing>? unsent)
    {
        var outage = OutageOf(link, close);
        var wait = outage is not null && MayContinue(close) ? Next(outage, close, null) : null;
        if (wait is null)
        {
            // An end in good order is no failure, even if an outage was just over.
            if (outage is not null && !close.IsNormal)
                close = close with { Attempts = outage.Failures, GaveUp = outage.GaveUp };
            _sends.Refuse(close);
        }

        _sends.OnSocketEnded(broken, unsent);
        if (wait is { } delay)
        {
            // It may have arrived, as may those before it; Reconnecting tells its sender.
            if (broken?.IsOnItsWay == true)
                broken.TrySetResult();
            else
                broken?.Fail(new ApiClientException("The message was not sent, as a hook held it up until the connection broke. Send it again if it still counts."));
            lock (_lock)
            {
                link.IsUp = false;
                if (!_closing)
                    _owner.StateChanged(RealtimeState.Reconnecting);
            }

            _ = ReconnectAsync(close, outage!, delay);
            return;
        }

        if (broken is not null)
            link.Socket.Fail(broken, close);
        End(close);
    }

    /// <summary>Opens another socket, over and over, until one is up or there is no further attempt.</summary>
    private async Task ReconnectAsync(RealtimeClose close, Outage outage, TimeSpan wait)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                // The wait begins before the news of it, so that nobody hears of a wait that has not begun.
                var waiting = WaitAsync(wait);
                RaiseReconnecting(close, error, outage.Attempt, wait);
                await waiting.ConfigureAwait(false);

                var failure = await TryAsync(outage).ConfigureAwait(false);
                if (failure is null)
                    return;
                error = failure.Error ?? failure.Close!.Exception ?? new RealtimeClosedException(failure.Close);
                Telemetry.OnAttemptFailed();
                outage.Fail(failure.Error?.Message ?? failure.Close!.ToString(), failure.Error);
                var next = failure.Close is { } end && ReconnectRules.IsFinal(end) ? null
                    : !failure.IsRefusal ? Next(outage, failure.Close ?? close, failure.Error)
                    : outage.TryFresh() ? TimeSpan.Zero
                    : null;
                if (next is not { } delay)
                {
                    var last = failure.Close is { } final && ReconnectRules.IsFinal(final) ? final : close;
                    End(last with { Attempts = outage.Failures, GaveUp = outage.GaveUp ?? "It was not reconnected", Exception = error });
                    return;
                }

                wait = delay;
            }
        }
        catch (Exception e)
        {
            // Whatever it is, the connection must come to its end.
            End(_closing ? OwnClose() : close with { Attempts = outage.Failures, GaveUp = "It was not reconnected", Exception = Call.Secrets.Clean(e) });
        }
    }

    /// <summary>Makes one attempt.</summary>
    /// <returns>The failure; null when a socket is up, or the program has closed the connection.</returns>
    private async Task<Failure?> TryAsync(Outage outage)
    {
        var before = _resumeValue;
        var resumed = _rules?.ResumeParameter is null || outage.IsFresh ? null : before;
        RealtimeSocket socket;
        try
        {
            socket = await OpenAsync(resumed).ConfigureAwait(false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            return new Failure(null, e, resumed is not null && ReconnectRules.RefusesResume(e));
        }

        var link = new SocketLink(socket);
        socket.TakeOver(_link.Socket);
        lock (_lock)
        {
            if (!_closing)
                _link = link;
        }

        if (_link != link)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        Start(link);
        await link.Settled.ConfigureAwait(false);
        RealtimeClose? close;
        bool continues;
        lock (_lock)
        {
            if (_closing)
                return null;
            close = link.Close;
            continues = resumed is null || resumed == _resumeValue || _reconnect!.AllowFreshSession;
            continues = continues && (close is null || link.IsReady);
            if (continues)
                SwitchTo(link, outage, before, resumed is not null && resumed == _resumeValue);
        }

        if (continues)
        {
            // The conversation may have gone on and ended since: that is the end of a socket that was up, not a failed attempt.
            if (close is not null)
                ReconnectOrEnd(link, close, null, null);
            return null;
        }

        if (close is not null)
            return new Failure(close, null, resumed is not null && (link.IsReady || ReconnectRules.RefusesResume(close)));

        socket.GiveUp(RealtimeEnd.ClosedByClient);
        await socket.DisposeAsync().ConfigureAwait(false);
        return new Failure(null, new ApiClientException("The server began another conversation in place of the one to resume."), true);
    }

    // The caller holds _lock: nobody may send before the settings and what waited.
    private void SwitchTo(SocketLink link, Outage outage, string? before, bool resumed)
    {
        (link.IsUp, link.UpSince) = (true, _time.GetTimestamp());
        outage.OnUp();
        _owner.StateChanged(RealtimeState.Open);
        var news = new RealtimeReconnected { Resumed = resumed, Attempts = outage.Attempt, OldValue = before, NewValue = _resumeValue, Lost = _sends.Lost };
        Telemetry.OnReconnected(news);
        _owner.Reconnected(news);
        _sends.OnSocketUp(link.Socket);
    }

    private async Task<RealtimeSocket> OpenAsync(string? resumed)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resumed is not null)
            query[_rules!.ResumeParameter!] = resumed;

        // A provider of tokens may not heed the token, so that a socket opens that nobody wants any more.
        return await AbandonedTask.WaitAsync(_open(query, _stop.Token), _stop.Token).ConfigureAwait(false);
    }

    private Task WaitAsync(TimeSpan wait) =>
#if NET
        Task.Delay(wait, _time, _stop.Token);
#else
        _time.Delay(wait, _stop.Token);
#endif

    private void RaiseReconnecting(RealtimeClose close, Exception? error, int attempt, TimeSpan wait)
    {
        lock (_lock)
        {
            // Nothing follows the end.
            if (_closing)
                return;
            var (count, messages) = _sends.Uncertain;
            Telemetry.OnReconnecting(close, error, attempt, wait, count, _sends.Lost);
            _owner.Reconnecting(new RealtimeReconnecting<TSend>
            {
                Close = close,
                Error = error,
                Attempt = attempt,
                Delay = wait,
                Uncertain = count,
                UncertainMessages = messages,
                Lost = _sends.Lost,
            });
        }
    }

    /// <summary>The outage that the end of a socket begins, or goes on where the socket was not up for long; null without reconnecting.</summary>
    private Outage? OutageOf(SocketLink link, RealtimeClose close)
    {
        if (_reconnect is null)
            return null;
        if (_outage is null || _time.GetElapsedTime(link.UpSince) >= _reconnect.StableAfter)
            return _outage = new Outage(_reconnect, _time, link.Socket.Random);
        _outage.Fail($"It opened, and soon ended. {close}", null);
        return _outage;
    }

    private TimeSpan? Next(Outage outage, RealtimeClose close, Exception? error)
    {
        try
        {
            return outage.Next(close, error);
        }
        catch (Exception e)
        {
            _owner.HookFailed(e);
            return null;
        }
    }

    // A channel that resumes needs to know what; without that, another connection is a new conversation.
    private bool MayContinue(RealtimeClose close) =>
        !_closing
        && !ReconnectRules.IsFinal(close)
        && close.End != RealtimeEnd.ReadyTimeout
        && (_rules?.ResumeParameter is null || _resumeValue is not null || _reconnect!.AllowFreshSession);

    /// <summary>An attempt that failed: with the end of the socket that it opened, or with the error that kept it from that.</summary>
    private sealed record Failure(RealtimeClose? Close, Exception? Error, bool IsRefusal);
}
