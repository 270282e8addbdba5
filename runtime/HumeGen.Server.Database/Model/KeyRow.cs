namespace HumeGen.Server.Database.Model;

/// <summary>An API key, without the key itself.</summary>
internal sealed class KeyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string KeyHash { get; init; }

    public required string SecretHash { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? Chats { get; init; }

    public double? AudioSecondsPerDay { get; init; }

    public double? CreditsPerMonth { get; init; }

    public double? Credits { get; init; }

    /// <summary>The place among all keys, by the time at which they were made.</summary>
    public long Order { get; init; }
}
