using System.Runtime.InteropServices;

namespace HumeGen.Server.PocketSphinx.Native;

/// <summary>
/// The mean of the cepstrum that a decoder takes away. The library lets it follow the sound and keeps it for the next speaker, whose words would then depend on
/// who has spoken before; it offers nothing to set it back but a function on a part of its public structure <c>feat_t</c>.
/// </summary>
internal sealed class CepstralMean
{
    // Of the structures of 0.8+5prealpha in 64 bits: feat_t.cepsize and .cmn_struct, cmn_t.veclen.
    private const int SizeOffset = 16;
    private const int NormalisationOffset = 88;
    private const int LengthOffset = 28;
    private const int MostCoefficients = 64;

    private readonly nint _normalisation;
    private readonly float[] _initial = [];

    public CepstralMean(DecoderHandle decoder)
    {
        var features = SphinxLibrary.Features(decoder);
        if (nint.Size != sizeof(long) || features == 0)
            return;

        // Both sizes agree only where the structures are these.
        var size = Marshal.ReadInt32(features, SizeOffset);
        var normalisation = Marshal.ReadIntPtr(features, NormalisationOffset);
        if (size is <= 0 or > MostCoefficients || normalisation == 0 || Marshal.ReadInt32(normalisation, LengthOffset) != size)
            return;

        _normalisation = normalisation;
        _initial = new float[size];
        SphinxLibrary.GetMean(normalisation, _initial);
    }

    /// <summary>Sets the mean back to that of the model.</summary>
    public void Reset()
    {
        if (_normalisation != 0)
            SphinxLibrary.SetMean(_normalisation, _initial);
    }
}
