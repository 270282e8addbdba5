namespace HumeGen.Server.Authentication;

/// <summary>An API key that has just been made. Key and secret can be read here only.</summary>
/// <param name="Stored">The key for an <see cref="IKeyStore"/>.</param>
/// <param name="ApiKey">The API key, for clients.</param>
/// <param name="SecretKey">The secret that access tokens are asked for with.</param>
public sealed record NewKey(StoredKey Stored, string ApiKey, string SecretKey)
{
    private const int IdBytes = 8;
    private const int SecretBytes = 32;

    /// <summary>Makes a key at random.</summary>
    /// <param name="name">A name for people.</param>
    /// <param name="limits">Its own limits.</param>
    /// <param name="created">The time.</param>
    public static NewKey Create(string name, KeyLimits limits, DateTimeOffset created)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Fault is { } fault)
            throw new ArgumentException(fault, nameof(limits));

        var id = Secrets.New(IdBytes);
        var key = $"{id}_{Secrets.New(SecretBytes)}";
        var secret = Secrets.New(SecretBytes);
        var stored = new StoredKey { Id = id, Name = name, KeyHash = Secrets.Hash(key), SecretHash = Secrets.Hash(secret), Created = created, Limits = limits };
        return new NewKey(stored, key, secret);
    }

    /// <summary>The id that an API key begins with; null when it is none of this form.</summary>
    internal static string? IdOf(string key) => key.Length == 2 * (IdBytes + SecretBytes) + 1 && key[2 * IdBytes] == '_' ? key[..(2 * IdBytes)] : null;

    // The values must not end up in a log by accident.
    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Stored.Name} ({Stored.Id})";
}
