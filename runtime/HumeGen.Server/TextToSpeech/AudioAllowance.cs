namespace HumeGen.Server.TextToSpeech;

/// <summary>The audio that one request may still make. How long speech gets is not known before it is made.</summary>
internal sealed class AudioAllowance(double seconds)
{
    private long _samples;

    /// <summary>Counts samples.</summary>
    /// <exception cref="SpeechLimitException">There are too many now.</exception>
    public void Use(int samples)
    {
        _samples += samples;
        if (_samples > seconds * SpeechSynthesizer.SampleRate)
            throw new SpeechLimitException(seconds);
    }
}
