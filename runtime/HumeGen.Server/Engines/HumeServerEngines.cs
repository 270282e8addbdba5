using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>The engines of a <see cref="HumeServer"/>. The server refuses a request that needs an engine which is null, and names the engine.</summary>
public sealed class HumeServerEngines
{
    /// <summary>Makes the detectors that tell when the user of a chat speaks. An <see cref="EnergyVoiceActivityDetector"/> for each chat unless set.</summary>
    public Func<VoiceActivityOptions, IVoiceActivityDetector> VoiceActivityDetector { get; set; } = static options => new EnergyVoiceActivityDetector(options);

    /// <summary>Writes what the assistant of a chat says, and decides which tools it calls.</summary>
    /// <remarks>
    /// <para>
    /// Each call has the whole conversation. A message of the user that was spoken has its scores in <see cref="ChatMessage.AdditionalProperties"/> under
    /// <c>prosody</c>, an <see cref="IReadOnlyList{T}"/> of <see cref="ExpressionScore"/>. The assistant says each sentence while the next ones are written.
    /// </para>
    /// <para>
    /// Tools are declarations: the client of the chat runs them. <see cref="ChatOptions.AdditionalProperties"/> has <c>model_provider</c> and
    /// <c>model_resource</c> when the config names a model, <c>allow_short_responses</c> when its <c>ellm_model</c> does, and <c>event</c> when the assistant
    /// speaks unasked: <c>on_new_chat</c>, <c>on_inactivity_timeout</c>, <c>on_max_duration_timeout</c> or <c>nudge</c>. A system message at the end then says
    /// what to do.
    /// </para>
    /// </remarks>
    public IChatClient? Chat { get; set; }

    /// <summary>Understands what the user of a chat says.</summary>
    /// <remarks>
    /// <para>
    /// While the user speaks, <see cref="ISpeechToTextClient.GetStreamingTextAsync"/> reads a WAV file that grows (16-bit PCM, one channel, a length of
    /// 0xFFFFFFFF in its header); it ends with the turn. <see cref="SpeechToTextOptions.SpeechSampleRate"/> has the rate.
    /// </para>
    /// <para>
    /// An update of the kind <c>TextUpdating</c> replaces the words that were not final, unless its start time is not before their end; one of the kind
    /// <c>TextUpdated</c> adds final words.
    /// When such a call fails, <see cref="ISpeechToTextClient.GetTextAsync"/> gets the whole turn at its end, as a WAV file of known length in a stream that
    /// seeks. An engine that works this way only gets all further turns of the chat so. An <see cref="EngineException"/> of the engine goes to the client instead.
    /// </para>
    /// </remarks>
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
    /// goes to the engine as it is. A voice of Hume's own library that the catalogue lacks is replaced by one of the catalogue.
    /// </summary>
    public IVoiceCatalog? Voices { get; set; }

    /// <summary>Speaks recordings in another voice.</summary>
    public IVoiceConverter? VoiceConversion { get; set; }

    /// <summary>Encoders of the audio that clients get. WAV and PCM need none.</summary>
    public IList<IAudioEncoder> AudioEncoders { get; } = [];

    /// <summary>
    /// Whether clients that ask for a format without an encoder get WAV, and <c>wav</c> as the name of the format. False unless set: their requests are refused
    /// with an error that says what to install. MP3 is the format of requests that name none.
    /// </summary>
    public bool SendsWavWithoutEncoder { get; set; }

    /// <summary>Measures the expression of speech.</summary>
    public IProsodyModel? Prosody { get; set; }

    /// <summary>Measures vocal bursts.</summary>
    public IBurstModel? Burst { get; set; }

    /// <summary>Measures the expression of language.</summary>
    public ILanguageExpressionModel? Language { get; set; }

    /// <summary>Measures named entities in texts.</summary>
    public INamedEntityModel? NamedEntities { get; set; }

    /// <summary>Measures the expression of faces.</summary>
    public IFaceModel? Face { get; set; }

    /// <summary>Measures the expression of faces by meshes of landmarks.</summary>
    public IFacemeshModel? Facemesh { get; set; }

    /// <summary>Takes the sound out of files to measure that none of <see cref="AudioDecoders"/> reads.</summary>
    public IAudioExtractor? AudioExtractor { get; set; }

    /// <summary>
    /// Fetches the media that a batch job names by URL. Unless set, the server fetches them over HTTP from
    /// <see cref="HumeServerOptions.AllowedAddresses"/>.
    /// </summary>
    public IMediaDownloader? MediaDownloader { get; set; }

    /// <summary>Decoders of compressed audio that clients send; the first that knows the beginning of a recording decodes it.</summary>
    public IList<IAudioDecoder> AudioDecoders { get; } = [];
}
