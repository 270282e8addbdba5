namespace HumeGen;

/// <summary>Writes figures into messages.</summary>
internal static class MessageText
{
    public static string Of(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    public static string Attempts(int count) => count > 1 ? FormattableString.Invariant($" ({count} attempts)") : "";
}
