using System.Collections.Concurrent;

namespace HumeGen.Server.Authentication;

/// <summary>The meters of all keys that have been used.</summary>
/// <param name="defaults">The limits of keys that have none of their own.</param>
/// <param name="store">Keeps what keys have used.</param>
/// <param name="clock">The clock.</param>
internal sealed class KeyMeters(KeyLimits defaults, IKeyStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Lazy<KeyMeter>> _meters = new(StringComparer.Ordinal);

    public KeyMeter Of(string keyId, KeyLimits limits) =>
        _meters.GetOrAdd(keyId, id => new(() => new KeyMeter(id, limits.Or(defaults), store, clock))).Value;

    /// <summary>Tells the store what all keys have used.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var meter in _meters.Values)
            await meter.Value.TellAsync(cancellationToken).ConfigureAwait(false);
    }
}
