using HumeGen.Audio;

namespace Hume.EmpathicVoice;

public sealed partial record AudioOutput
{
    /// <summary>Reads the samples of this piece of speech. Played one after another, the pieces of a turn are heard without gaps.</summary>
    /// <returns>The samples and their layout. <see cref="PcmAudio.Join"/> makes one recording of several pieces, and <see cref="WavWriter"/> one file.</returns>
    /// <exception cref="InvalidDataException"><see cref="Data"/> is no WAV file, is cut off, or holds samples that cannot be read.</exception>
    public PcmAudio ReadPcm() => PcmAudio.FromWav(Data);
}
