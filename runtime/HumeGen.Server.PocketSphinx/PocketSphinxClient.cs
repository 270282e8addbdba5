using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using HumeGen.Server.PocketSphinx.Native;
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
public sealed class PocketSphinxClient : ISpeechToTextClient
{
    private readonly ListenerPool _pool;
    private readonly string _language;

    /// <param name="options">Models and number of listeners.</param>
    /// <exception cref="EngineException">The library or a model is not installed: the message has the command that installs it.</exception>
    public PocketSphinxClient(PocketSphinxOptions? options = null)
    {
        options ??= new PocketSphinxOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Listeners, 1, "options.Listeners");
        if (FindMissing(options) is { } missing)
            throw new EngineException(missing);

        // Later changes of the options do not matter.
        var model = new SphinxModel(options.AcousticModel, options.LanguageModel, options.Dictionary);
        _language = options.Language;
        _pool = new ListenerPool(options.Listeners, () => new SphinxListener(model), TimeProvider.System);
    }

    internal PocketSphinxClient(ListenerPool pool, string language) => (_pool, _language) = (pool, language);

    /// <summary>Says what is missing, in one line with the command that installs it; null when the client can be used.</summary>
    /// <param name="options">Models; those of Debian when null.</param>
    public static string? FindMissing(PocketSphinxOptions? options = null)
    {
        options ??= new PocketSphinxOptions();
        if (SphinxLibrary.FindMissing() is { } library)
            return $"Hearing by PocketSphinx needs the library {library}: apt-get install libpocketsphinx3";

        var files = new[] { Path.Combine(options.AcousticModel, "mdef"), Path.Combine(options.AcousticModel, "feat.params"), options.LanguageModel, options.Dictionary };
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? $"Hearing by PocketSphinx needs the file {missing}: apt-get install pocketsphinx-en-us, or name another model"
            : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        Check(options?.SpeechLanguage);
        using var listener = await _pool.RentAsync(cancellationToken).ConfigureAwait(false);
        var hearing = new Hearing(listener.Listener);
        await foreach (var samples in WaveSamples.ReadAsync(audioSpeechStream, cancellationToken).ConfigureAwait(false))
        {
            foreach (var phrase in hearing.Hear(samples))
            {
                foreach (var update in ToUpdates(phrase))
                    yield return update;
            }

            // A block takes milliseconds: nothing native is at work when the call is cancelled here.
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (var update in hearing.Finish().SelectMany(ToUpdates))
            yield return update;
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Frees the listeners, those at work when their calls end.</summary>
    public void Dispose() => _pool.Dispose();

    private void Check(string? language)
    {
        // Dialects of the language do.
        if (language is not null && !language.Split('-')[0].Equals(_language.Split('-')[0], StringComparison.OrdinalIgnoreCase))
            throw new EngineException($"The engine that understands speech knows the language {_language} only; leave the language out, or have another engine set.");
    }

    private List<SpeechToTextResponseUpdate> ToUpdates(HeardPhrase phrase)
    {
        var updates = new List<SpeechToTextResponseUpdate>();
        if (phrase.Words.Count == 0)
            return updates;

        var texts = Writing.Write([.. phrase.Words.Select(word => word.Text)], phrase.IsFinal);
        if (!phrase.IsFinal)
        {
            updates.Add(Update(string.Join(' ', texts), SpeechToTextResponseUpdateKind.TextUpdating, phrase.Words[0].Begin, phrase.Words[^1].End));
            return updates;
        }

        var confidence = phrase.Words.Average(word => word.Confidence);
        foreach (var (word, text) in phrase.Words.Zip(texts))
        {
            var update = Update(text, SpeechToTextResponseUpdateKind.TextUpdated, word.Begin, word.End);
            update.AdditionalProperties = new() { ["confidence"] = confidence, ["language"] = _language.Split('-')[0] };
            updates.Add(update);
        }

        return updates;
    }

    private static SpeechToTextResponseUpdate Update(string text, SpeechToTextResponseUpdateKind kind, TimeSpan begin, TimeSpan end) =>
        new(text) { Kind = kind, StartTime = begin, EndTime = end };
}
