using System.Diagnostics.CodeAnalysis;
using Hume.AI;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;

namespace Microsoft.Extensions.AI;

/// <summary>Puts Hume's clients behind the interfaces of Microsoft.Extensions.AI.</summary>
public static class HumeAIExtensions
{
    private const string Experimental = "MEAI001";

    /// <summary>
    /// Makes a text-to-speech client. Voice, format, speed and model come from the options; what Hume has beyond them comes from
    /// <see cref="TextToSpeechOptions.AdditionalProperties"/>: <c>description</c>, <c>provider</c>, <c>trailing_silence</c>, <c>instant_mode</c>,
    /// <c>temperature</c>, <c>num_generations</c>, <c>split_utterances</c>, <c>strip_headers</c>, <c>context_generation_id</c>. A
    /// <see cref="TextToSpeechOptions.RawRepresentationFactory"/> may give a <see cref="PostedTts"/> to start from. An option without a counterpart throws
    /// <see cref="NotSupportedException"/>.
    /// </summary>
    /// <param name="tts">Hume's client. It stays the caller's to dispose of.</param>
    /// <returns>The client; <c>GetService</c> gives the <see cref="ITtsClient"/> and the metadata.</returns>
    [Experimental(Experimental)]
    public static ITextToSpeechClient AsITextToSpeechClient(this ITtsClient tts) =>
        new HumeTextToSpeechClient(tts ?? throw new ArgumentNullException(nameof(tts)));

    /// <summary>
    /// Makes a speech-to-text client over batch jobs of expression measurement. Each content of a response is an utterance, with its <c>emotions</c>,
    /// <c>start_time</c>, <c>end_time</c> and <c>speaker</c> among its additional properties. A job takes seconds to minutes, so a stream begins when it ends.
    /// Additional properties of the options: <c>identify_speakers</c>, <c>confidence_threshold</c>, and <c>media_type</c> where the first bytes do not tell it.
    /// </summary>
    /// <param name="batch">Hume's client. It stays the caller's to dispose of.</param>
    /// <param name="wait">Intervals and limit of the wait for a job; null for the defaults of <see cref="WaitOptions"/>.</param>
    /// <returns>The client; <c>GetService</c> gives the <see cref="IBatchClient"/> and the metadata.</returns>
    [Experimental(Experimental)]
    public static ISpeechToTextClient AsISpeechToTextClient(this IBatchClient batch, WaitOptions? wait = null) =>
        new HumeSpeechToTextClient(batch ?? throw new ArgumentNullException(nameof(batch)), wait);

    /// <summary>
    /// Makes a client of realtime voice sessions, which are chats with EVI. <see cref="RealtimeSessionOptions.Model"/> is the id of a config. An option or
    /// message without a counterpart throws <see cref="NotSupportedException"/>; any message of EVI can be sent as
    /// <see cref="RealtimeClientMessage.RawRepresentation"/>, and each message that comes has EVI's own there.
    /// </summary>
    /// <param name="chat">Hume's client. It stays the caller's to dispose of.</param>
    /// <param name="request">Query of each connection, for what the options lack, such as the group of chats to resume; null for none.</param>
    /// <returns>The client; <c>GetService</c> of a session gives the <see cref="IChatConnection"/>.</returns>
    [Experimental(Experimental)]
    public static IRealtimeClient AsIRealtimeClient(this IEmpathicVoiceChatClient chat, ChatConnectRequest? request = null) =>
        new HumeRealtimeClient(chat ?? throw new ArgumentNullException(nameof(chat)), request ?? new());
}
