using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.EspeakNg;

/// <summary>Speaks a chunk of text. It keeps the thread that calls it.</summary>
/// <param name="voice">The id of the voice.</param>
/// <param name="wordsPerMinute">The speed.</param>
/// <param name="speech">The chunk, and what takes its sound.</param>
internal delegate void SpeakText(string voice, int wordsPerMinute, EspeakNgSpeech speech);

/// <summary>Speaks by espeak-ng.</summary>
/// <param name="speak">Speaks a chunk.</param>
/// <param name="voices">The voices, the one for those who ask for none first.</param>
internal sealed class EspeakNgSpeechClient(SpeakText speak, IReadOnlyList<CatalogVoice> voices) : ITextToSpeechClient
{
    private const int SilenceRate = 16_000;
    private const int OrdinarySpeed = 175;

    // espeak-ng goes no further.
    private const int LowestSpeed = 80;
    private const int HighestSpeed = 450;

    // It has one state for the whole process. A sentence takes it some milliseconds.
    private static readonly SemaphoreSlim Turn = new(1);

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var voice = VoiceFor(options).Id;
        var wordsPerMinute = (int)Math.Clamp(OrdinarySpeed * (options?.Speed ?? 1), LowestSpeed, HighestSpeed);
        var end = TimeSpan.Zero;
        foreach (var chunk in EspeakNgText.Chunks(EspeakNgText.Readable(text)))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                var speech = new EspeakNgSpeech(chunk, end, stop.Token);
                await Turn.WaitAsync(stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => Speak(voice, wordsPerMinute, speech), CancellationToken.None);
                await foreach (var content in speech.Contents.ConfigureAwait(false))
                    yield return Update(content);

                end = speech.End;
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        // An emoji or a dash is no error, and sounds like a short pause.
        if (end == TimeSpan.Zero)
            yield return Update(new DataContent(new byte[SilenceRate / 5 * sizeof(short)], $"audio/pcm;rate={SilenceRate};channels=1"));
    }

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingAudioAsync(text, options, cancellationToken).ToTextToSpeechResponseAsync(cancellationToken).ConfigureAwait(false);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private void Speak(string voice, int wordsPerMinute, EspeakNgSpeech speech)
    {
        try
        {
            speak(voice, wordsPerMinute, speech);
            speech.Complete();
        }
        catch (Exception fault)
        {
            speech.Fail(fault);
        }
        finally
        {
            Turn.Release();
        }
    }

    private CatalogVoice VoiceFor(TextToSpeechOptions? options) => CatalogVoice.Choose(voices, options)
        ?? throw new EngineException($"espeak-ng has no voice '{options?.VoiceId}'. Choose one that the server lists, such as {voices[0].Id}.");

    private static TextToSpeechResponseUpdate Update(AIContent content) => new([content]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };
}
