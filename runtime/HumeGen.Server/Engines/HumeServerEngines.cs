using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>
/// The engines of a <see cref="HumeServer"/>. What needs an engine that is null is refused with an error that says so. Clients are told the messages of
/// exceptions of engines, so these must hold no secret.
/// </summary>
public sealed class HumeServerEngines
{
    /// <summary>Tells in the sound of a user of a chat who speaks when. An <see cref="EnergyVoiceActivityDetector"/> for each chat unless set.</summary>
    public Func<VoiceActivityOptions, IVoiceActivityDetector> VoiceActivityDetector { get; set; } = static options => new EnergyVoiceActivityDetector(options);

    /// <summary>Writes what the assistant of a chat says, and decides which tools it calls.</summary>
    /// <remarks>
    /// <para>
    /// Each call has the whole conversation. A message of the user that was spoken has its scores in <see cref="ChatMessage.AdditionalProperties"/> under
    /// <c>prosody</c>, an <see cref="IReadOnlyList{T}"/> of <see cref="ExpressionScore"/>. The assistant says each sentence while the next ones are written.
    /// </para>
    /// <para>
    /// Tools are declarations: the client of the chat runs them. <see cref="ChatOptions.AdditionalProperties"/> has <c>model_provider</c> and
    /// <c>model_resource</c> when the config names a model, and <c>event</c> when the assistant speaks unasked: <c>on_new_chat</c>,
    /// <c>on_inactivity_timeout</c>, <c>on_max_duration_timeout</c> or <c>nudge</c>. A system message at the end then says what to do.
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
    /// An update of the kind <c>TextUpdating</c> replaces the words that were not final, one of the kind <c>TextUpdated</c> adds final ones.
    /// When such a call fails, <see cref="ISpeechToTextClient.GetTextAsync"/> gets the whole turn at its end, as a WAV file of known length in a stream that
    /// seeks. An engine that works this way only gets all further turns of the chat so.
    /// </para>
    /// </remarks>
    public ISpeechToTextClient? SpeechToText { get; set; }

    /// <summary>Speaks.</summary>
    public ITextToSpeechClient? TextToSpeech { get; set; }

    /// <summary>Measures the expression of speech.</summary>
    public IProsodyModel? Prosody { get; set; }

    /// <summary>Decoders of compressed audio that clients send; the first that knows the beginning of a recording decodes it.</summary>
    public IList<IAudioDecoder> AudioDecoders { get; } = [];
}
