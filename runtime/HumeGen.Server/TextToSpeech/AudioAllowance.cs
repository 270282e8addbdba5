using HumeGen.Server.Authentication;

namespace HumeGen.Server.TextToSpeech;

/// <summary>The audio that one request may still make. How long speech gets is not known before it is made.</summary>
/// <param name="seconds">The seconds.</param>
/// <param name="key">Counts them for the API key of the client; null when that is done elsewhere.</param>
internal sealed class AudioAllowance(double seconds, KeyMeter? key = null)
{
    private long _samples;

    /// <summary>Counts samples.</summary>
    /// <exception cref="SpeechLimitException">There are too many now.</exception>
    /// <exception cref="KeyLimitException">The key has not so many left.</exception>
    public void Use(int samples)
    {
        _samples += samples;
        if (_samples > seconds * SpeechSynthesizer.SampleRate)
            throw new SpeechLimitException(seconds);

        key?.UseAudio(samples, SpeechSynthesizer.SampleRate);
    }
}
