using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>The engines of a <see cref="HumeServer"/>. What needs an engine that is null is refused with an error that says so.</summary>
public sealed class HumeServerEngines
{
    /// <summary>Writes what the assistant of a chat says, and decides which tools it calls.</summary>
    public IChatClient? Chat { get; set; }

    /// <summary>Understands what the user of a chat says.</summary>
    public ISpeechToTextClient? SpeechToText { get; set; }

    /// <summary>Speaks. The server asks for speech piece by piece, one sentence or so at a time.</summary>
    /// <remarks>
    /// <para>
    /// The options say <c>VoiceId</c> (the <see cref="EngineVoice.Id"/> of the voice, or null), <c>Speed</c> (a factor from 0.25 to 3, null for 1),
    /// <c>AudioFormat</c> (<c>wav</c>, a hint only) and, as additional properties, what <see cref="SpeechProperties"/> names.
    /// </para>
    /// <para>
    /// The engine answers with <c>DataContent</c>: <c>audio/wav</c>, whole or cut anywhere, a header of unknown length included; or 16-bit little-endian
    /// samples as <c>audio/pcm;rate=24000</c> or <c>audio/L16;rate=24000;channels=1</c>. The rate is 8,000 to 192,000 Hz, and <c>channels</c> 1 unless given.
    /// The server makes 48 kHz and one channel of it. <see cref="SpeechTimestamp"/> contents give the times of words and phonemes; without them, clients
    /// that ask for times get none. An <c>ErrorContent</c>, an exception, other media types and no sound at all are errors for the client.
    /// </para>
    /// </remarks>
    public ITextToSpeechClient? TextToSpeech { get; set; }

    /// <summary>
    /// The voices of <see cref="TextToSpeech"/>. When null, the list of voices is empty, and the name or id that a client gives for a voice of the library
    /// goes to the engine as it is.
    /// </summary>
    public IVoiceCatalog? Voices { get; set; }

    /// <summary>Speaks recordings in another voice.</summary>
    public IVoiceConverter? VoiceConversion { get; set; }

    /// <summary>Encoders of the audio that clients get. What there is no encoder for is sent as WAV, under its true name.</summary>
    public IList<IAudioEncoder> AudioEncoders { get; } = [];

    /// <summary>Measures the expression of speech.</summary>
    public IProsodyModel? Prosody { get; set; }

    /// <summary>Decoders of compressed audio that clients send; the first that knows the beginning of a recording decodes it.</summary>
    public IList<IAudioDecoder> AudioDecoders { get; } = [];
}
