using System.Runtime.ExceptionServices;

namespace HumeGen;

/// <summary>Keeps an access token and asks for a new one shortly before it ends. One caller asks for all who wait, and they share what comes of it.</summary>
internal sealed class TokenSource(Func<CancellationToken, ValueTask<ApiAccessToken>> provider, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly AsyncLocal<Asking?> _asking = new();
    private volatile Entry? _entry;
    private TaskCompletionSource<Outcome>? _fetch;
    private volatile ApiAccessToken? _last;

    /// <summary>Whether the provider is at work and this is called by it.</summary>
    public bool IsAskedHere => _asking.Value is { IsRunning: true };

    /// <summary>The last token that the provider gave, which may be refused by now; null before there was one.</summary>
    public ApiAccessToken? Last => _last;

    /// <summary>Gets a token that is good for a while yet, within the time of the call.</summary>
    public async ValueTask<ApiAccessToken> GetAsync(CallContext call)
    {
        try
        {
            return await GetAsync(call.Total.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not ApiClientException)
        {
            call.Secrets.RememberKeysIn(failure);
            var e = call.Secrets.Clean(failure);
            call.Total.ThrowIfCancelled(e);
            if (call.Total.Elapsed)
            {
                throw new ApiTimeoutException(
                    $"The token provider gave no access token within {MessageText.Of(call.Total.Limit)} (Timeout), so {call.Request} was not sent.",
                    ApiTimeoutKind.Total,
                    call.Total.Limit,
                    e);
            }

            throw new ApiClientException($"The token provider failed, so {call.Request} was not sent; the inner exception has its error ({failure.GetType().Name}).", e);
        }
    }

    /// <summary>Forgets a token that the server refused, unless a newer one is there already.</summary>
    public void Refuse(ApiAccessToken token)
    {
        var entry = _entry;
        if (ReferenceEquals(entry?.Token, token))
            Interlocked.CompareExchange(ref _entry, null, entry);
    }

    private async Task<ApiAccessToken> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Current() is { } token)
                return token;

            var own = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref _fetch, own, null) is not { } others)
                return await FetchAsync(own, cancellationToken).ConfigureAwait(false);

            var (fetched, failure) = await others.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (failure is not null)
                ExceptionDispatchInfo.Capture(failure).Throw();
            if (fetched is not null)
                return fetched;

            // The call that asked has ended by itself, which is no answer for the others.
        }
    }

    private async Task<ApiAccessToken> FetchAsync(TaskCompletionSource<Outcome> own, CancellationToken cancellationToken)
    {
        Outcome outcome = new(null, null);
        try
        {
            // One may have come since the look.
            if (Current() is not { } token)
            {
                token = await AskAsync(cancellationToken).ConfigureAwait(false);
                _last = token;
                _entry = new Entry(token, RenewalOf(token));
            }

            outcome = new(token, null);
            return token;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = new(null, e);
            throw;
        }
        finally
        {
            Volatile.Write(ref _fetch, null);
            own.SetResult(outcome);
        }
    }

    private async Task<ApiAccessToken> AskAsync(CancellationToken cancellationToken)
    {
        // The mark flows into all that the provider starts, which may outlive it.
        var asking = new Asking();
        _asking.Value = asking;
        try
        {
            // Not every provider heeds its token, and some block their caller; the call ends in time all the same.
            return await AbandonedTask.WaitAsync(Task.Run(() => provider(cancellationToken).AsTask(), CancellationToken.None), cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The token provider returned null.");
        }
        finally
        {
            asking.IsRunning = false;
        }
    }

    private ApiAccessToken? Current() => _entry is { } entry && (entry.RenewAt is not { } renewal || time.GetUtcNow() < renewal) ? entry.Token : null;

    // A token that lives but minutes keeps at least half of its life.
    private DateTimeOffset? RenewalOf(ApiAccessToken token)
    {
        if (token.ExpiresAt is not { } end)
            return null;
        var half = (end - time.GetUtcNow()) / 2;
        return end - (half < Margin ? half : Margin);
    }

    private sealed class Asking
    {
        public volatile bool IsRunning = true;
    }

    /// <summary>What came of asking: a token, a failure, or neither.</summary>
    private sealed record Outcome(ApiAccessToken? Token, Exception? Failure);

    private sealed record Entry(ApiAccessToken Token, DateTimeOffset? RenewAt);
}
