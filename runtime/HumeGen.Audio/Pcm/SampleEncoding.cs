namespace HumeGen.Audio;

/// <summary>Form of one sample. Samples of several bytes are little-endian.</summary>
public enum SampleEncoding
{
    /// <summary>8 bits without a sign; silence is 128.</summary>
    Unsigned8,

    /// <summary>16 bits with a sign, the usual form.</summary>
    Signed16,

    /// <summary>24 bits with a sign.</summary>
    Signed24,

    /// <summary>32 bits with a sign.</summary>
    Signed32,

    /// <summary>32-bit floating point, −1 to 1.</summary>
    Float32,

    /// <summary>8 bits of G.711 mu-law, as on telephone lines in North America and Japan.</summary>
    MuLaw,

    /// <summary>8 bits of G.711 A-law, as on telephone lines elsewhere.</summary>
    ALaw,
}
