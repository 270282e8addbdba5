using HumeGen.Server.Engines;

namespace HumeGen.Server.OpenAI;

/// <summary>Extensions that let a server think, hear and speak by endpoints with the protocol of OpenAI.</summary>
public static class OpenAIEngines
{
    /// <summary>
    /// Puts the engines of the options in place. Nothing is sent until a chat or a request needs it. Each engine holds connections until it is disposed, which is
    /// for whoever set it: the server does not.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The endpoints.</param>
    /// <exception cref="ArgumentException">A value of the options makes no sense: the message says which.</exception>
    public static HumeServerEngines AddOpenAI(this HumeServerEngines engines, OpenAIOptions options)
    {
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var endpoint in new[] { options.Chat, options.Hearing, options.Speech })
            endpoint?.Check();

        if (options.Speech is not null)
            CheckVoices(options.Voices);

        engines.Chat = options.Chat is { } chat ? new CompletionsChat(chat) : engines.Chat;
        engines.SpeechToText = options.Hearing is { } hearing ? new EndpointHearing(hearing) : engines.SpeechToText;
        if (options.Speech is { } speech)
        {
            engines.TextToSpeech = new EndpointSpeech(speech, options.Voices[0].Id);
            engines.Voices = new ConfiguredVoices(options.Voices);
        }

        return engines;
    }

    private static void CheckVoices(IReadOnlyList<CatalogVoice> voices)
    {
        if (voices.Count == 0)
            throw new ArgumentException("Speech by an endpoint needs the voices that the endpoint has: one at least.");
        if (voices.Any(voice => string.IsNullOrWhiteSpace(voice.Id) || string.IsNullOrWhiteSpace(voice.Name)))
            throw new ArgumentException("A voice needs an id and a name.");
        if (voices.GroupBy(voice => voice.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new ArgumentException($"Two voices have the name '{same.Key}': clients could not tell them apart.");
    }

    private sealed class ConfiguredVoices(IReadOnlyList<CatalogVoice> voices) : IVoiceCatalog
    {
        public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new(voices);
    }
}
