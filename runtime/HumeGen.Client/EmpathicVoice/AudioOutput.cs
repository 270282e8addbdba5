namespace Hume.EmpathicVoice;

public sealed partial record AudioOutput
{
    /// <summary>Reads the samples of this piece of speech. Played one after another, the pieces of a turn are heard without gaps.</summary>
    /// <returns>The samples with their rate, channels and bits.</returns>
    /// <exception cref="InvalidDataException"><see cref="Data"/> is no WAV file, is cut off, or holds something else than PCM of 8 to 32 bits.</exception>
    public PcmAudio ReadPcm() => PcmAudio.FromWav(Data);
}
