using System.Globalization;

namespace HumeGen;

/// <summary>Writes figures into messages.</summary>
internal static class Words
{
    public static string Of(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    public static string Attempts(int count) => count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({count} attempts)") : "";
}
