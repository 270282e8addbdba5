namespace HumeGen.Server.Database.Model;

/// <summary>The audio that a key has used in a day. The key may be one that a server was started with, which has no row.</summary>
internal sealed class UsageRow
{
    public required string KeyId { get; init; }

    /// <summary>The number of the day of UTC.</summary>
    public int Day { get; init; }

    public double Seconds { get; init; }
}
