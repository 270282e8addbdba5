using HumeGen.Simulator.Audio;

namespace HumeGen.Simulator.Tts;

/// <summary>One utterance of a request, with the speaker that it has or takes over from the one before.</summary>
internal sealed record SpokenUtterance(int Index, string Text, string VoiceSeed, double Speed, double TrailingSeconds)
{
    /// <summary>How long it lasts, with the silence at its end.</summary>
    public double Seconds => ((double)SpeechRenderer.SpokenSamples(Text, Speed) / SpeechRenderer.SampleRate) + TrailingSeconds;
}
