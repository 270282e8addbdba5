namespace HumeGen.Server.Authentication;

/// <summary>An API key as a store keeps it: neither the key nor its secret can be told from it.</summary>
public sealed record StoredKey
{
    /// <summary>The id, which the API key begins with, and which is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people, such as that of the app that uses it.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the API key, in hexadecimal digits.</summary>
    public required string KeyHash { get; init; }

    /// <summary>The SHA-256 of the secret that access tokens are asked for with, in hexadecimal digits.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The time at which it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The time from which on it is not accepted any more; null as long as it is.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Its own limits.</summary>
    public KeyLimits Limits { get; init; } = new();
}
