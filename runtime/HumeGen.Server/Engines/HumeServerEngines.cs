using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>The engines of a <see cref="HumeServer"/>. What needs an engine that is null is refused with an error that says so.</summary>
public sealed class HumeServerEngines
{
    /// <summary>Writes what the assistant of a chat says, and decides which tools it calls.</summary>
    public IChatClient? Chat { get; set; }

    /// <summary>Understands what the user of a chat says.</summary>
    public ISpeechToTextClient? SpeechToText { get; set; }

    /// <summary>Speaks.</summary>
    public ITextToSpeechClient? TextToSpeech { get; set; }

    /// <summary>Measures the expression of speech.</summary>
    public IProsodyModel? Prosody { get; set; }

    /// <summary>Decoders of compressed audio that clients send; the first that knows the beginning of a recording decodes it.</summary>
    public IList<IAudioDecoder> AudioDecoders { get; } = [];
}
