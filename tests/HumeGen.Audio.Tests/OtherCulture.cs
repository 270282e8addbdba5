using System.Globalization;

namespace HumeGen.Audio.Tests;

/// <summary>Numbers as in a country that writes them in another way, for this test.</summary>
internal sealed class OtherCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public OtherCulture()
    {
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NegativeSign = "−";
        CultureInfo.CurrentCulture = other;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
