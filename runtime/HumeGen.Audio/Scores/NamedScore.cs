namespace HumeGen.Audio;

/// <summary>Measured amount of something, such as of an emotion.</summary>
/// <param name="Name">The name of that which was measured.</param>
/// <param name="Value">The score, often 0 to 1; below 0 in a difference.</param>
public sealed record NamedScore(string Name, double Value);
