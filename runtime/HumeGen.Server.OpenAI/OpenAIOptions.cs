using HumeGen.Server.Engines;

namespace HumeGen.Server.OpenAI;

/// <summary>The engines that ask endpoints with the protocol of OpenAI. What is null stays as it was.</summary>
public sealed class OpenAIOptions
{
    /// <summary>Thinks, by <c>chat/completions</c>.</summary>
    public OpenAIEndpoint? Chat { get; init; }

    /// <summary>Hears, by <c>audio/transcriptions</c>: each turn at its end.</summary>
    public OpenAIEndpoint? Hearing { get; init; }

    /// <summary>Speaks, by <c>audio/speech</c> as WAV.</summary>
    public OpenAIEndpoint? Speech { get; init; }

    /// <summary>The voices of <see cref="Speech"/>: their ids are what the endpoint calls them. One at least with <see cref="Speech"/>; the first is the default.</summary>
    public IReadOnlyList<CatalogVoice> Voices { get; init; } = [];
}
