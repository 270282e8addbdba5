using System.Threading;
using System.Threading.Tasks;
using Hume.Tts;

namespace Strict;

/// <summary>Reads aloud.</summary>
/// <param name="tts">Speaks.</param>
public sealed class Narrator(ITtsClient tts)
{
    /// <summary>Reads a text aloud.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The speech.</returns>
    public Task<ReturnTts> ReadAsync(string text, CancellationToken cancellationToken) =>
        tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = text }] }, cancellationToken: cancellationToken);
}
