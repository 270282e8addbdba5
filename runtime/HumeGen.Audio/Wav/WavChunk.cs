namespace HumeGen.Audio;

/// <summary>Start of one part of a WAV file.</summary>
/// <param name="IsFormat">Whether the part is the layout of the samples.</param>
/// <param name="IsData">Whether the part is the samples.</param>
/// <param name="Size">Bytes of the part, as it says.</param>
/// <param name="IsEndless">Whether the part goes on to the end of the file, as its writer did not know the size.</param>
internal readonly record struct WavChunk(bool IsFormat, bool IsData, long Size, bool IsEndless)
{
    // Programs that write while they record leave one of the largest numbers, and not always the very largest.
    private const long LargestGuess = 0x7FFF_0000;

    /// <summary>Whether the size is more likely a guess than a promise.</summary>
    public bool MayEndEarly => IsData && Size >= LargestGuess;
}
