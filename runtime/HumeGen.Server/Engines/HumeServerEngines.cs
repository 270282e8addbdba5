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
