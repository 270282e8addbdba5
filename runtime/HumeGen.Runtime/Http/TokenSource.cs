using System.Diagnostics.CodeAnalysis;

namespace HumeGen;

/// <summary>Keeps an access token and asks for a new one shortly before it ends, one caller at a time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The gate holds no handle, and disposing it would leave those who wait at it waiting for ever.")]
internal sealed class TokenSource(Func<CancellationToken, ValueTask<ApiAccessToken>> provider, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly AsyncLocal<Asking?> _asking = new();
    private volatile Entry? _entry;
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
            call.Total.ThrowIfCallerCancelled(e);
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

    private async ValueTask<ApiAccessToken> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } token)
            return token;

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current() is { } fresh)
                return fresh;

            var next = await AskAsync(cancellationToken).ConfigureAwait(false);
            _last = next;
            _entry = new Entry(next, RenewalOf(next));
            return next;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ApiAccessToken> AskAsync(CancellationToken cancellationToken)
    {
        // The mark flows into all that the provider starts, which may outlive it.
        var asking = new Asking();
        _asking.Value = asking;
        try
        {
            // Not every provider heeds its token; the call ends in time all the same.
            return await provider(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)
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

    private sealed record Entry(ApiAccessToken Token, DateTimeOffset? RenewAt);
}
