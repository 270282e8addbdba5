using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.PocketSphinx;

/// <summary>
/// Understands US English speech by PocketSphinx. It reads WAV files, also while they grow, and gives words that may still change as <c>TextUpdating</c>, and
/// each word that is final as <c>TextUpdated</c> with its times. Additional properties have <c>confidence</c>, from 0 to 1, of the phrase, and <c>language</c>.
/// </summary>
/// <remarks>
/// Listeners are loaded when they are first needed, and kept until the client is disposed. When all are at work, a call waits ten seconds at most; when as many
/// calls wait as there are listeners, and after these seconds, it throws an <see cref="EngineException"/> that says so.
/// </remarks>
internal sealed class PocketSphinxClient(ListenerPool pool, string language) : ISpeechToTextClient
{
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        Check(options?.SpeechLanguage);
        using var listener = await pool.RentAsync(cancellationToken).ConfigureAwait(false);
        var hearing = new Hearing(listener.Listener);
        await foreach (var piece in AudioSamples.ReadGrowingWaveAsync(audioSpeechStream, Hearing.SampleRate, cancellationToken).ConfigureAwait(false))
        {
            foreach (var phrase in hearing.Hear(piece.Samples.Span, cancellationToken))
            {
                foreach (var update in ToUpdates(phrase))
                    yield return update;
            }
        }

        foreach (var update in hearing.Finish(cancellationToken).SelectMany(ToUpdates))
            yield return update;
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new List<SpeechToTextResponseUpdate>();
        await foreach (var update in GetStreamingTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdated)
                words.Add(update);
        }

        return new SpeechToTextResponse(string.Join(' ', words.Select(word => word.Text)))
        {
            StartTime = words.FirstOrDefault()?.StartTime,
            EndTime = words.LastOrDefault()?.EndTime,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Frees the listeners, those at work when their calls end.</summary>
    public void Dispose() => pool.Dispose();

    private void Check(string? asked)
    {
        // Dialects of the language do.
        if (asked is not null && !asked.Split('-')[0].Equals(language.Split('-')[0], StringComparison.OrdinalIgnoreCase))
            throw new EngineException($"The engine that understands speech knows the language {language} only; leave the language out, or have another engine set.");
    }

    private List<SpeechToTextResponseUpdate> ToUpdates(HeardPhrase phrase)
    {
        // Words that are taken back at the end of a phrase are replaced by none.
        var updates = new List<SpeechToTextResponseUpdate>();
        if (phrase.Words.Count == 0)
        {
            updates.Add(Update("", SpeechToTextResponseUpdateKind.TextUpdating, phrase.Begin, phrase.Begin));
            return updates;
        }

        var texts = Writing.Write([.. phrase.Words.Select(word => word.Text)], phrase.IsFinal);
        if (!phrase.IsFinal)
        {
            // The first word may move to later, which would pass for another word after it.
            updates.Add(Update(string.Join(' ', texts), SpeechToTextResponseUpdateKind.TextUpdating, phrase.Begin, phrase.Words[^1].End));
            return updates;
        }

        var confidence = phrase.Words.Average(word => word.Confidence);
        foreach (var (word, text) in phrase.Words.Zip(texts))
        {
            var update = Update(text, SpeechToTextResponseUpdateKind.TextUpdated, word.Begin, word.End);
            update.AdditionalProperties = new() { ["confidence"] = confidence, ["language"] = language.Split('-')[0] };
            updates.Add(update);
        }

        return updates;
    }

    private static SpeechToTextResponseUpdate Update(string text, SpeechToTextResponseUpdateKind kind, TimeSpan begin, TimeSpan end) =>
        new(text) { Kind = kind, StartTime = begin, EndTime = end };
}
