using System.Runtime.CompilerServices;

namespace HumeGen.Server.Prosody.Sound;

/// <summary>The levels of eight bands up to 4,000 Hz, in dB against their mean.</summary>
[InlineArray(Count)]
internal struct Bands
{
    public const int Count = 8;

    private float _first;

    /// <summary>The upper edges in Hz: narrow where ears are exact.</summary>
    public static ReadOnlySpan<float> Edges => [250, 450, 700, 1_050, 1_500, 2_100, 2_900, 4_000];

    /// <summary>The difference of two spectra in dB: the root of the mean square over the bands.</summary>
    public static double Distance(in Bands first, in Bands second)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += Math.Pow(first[i] - second[i], 2);

        return Math.Sqrt(sum / Count);
    }
}
