using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Flite;

/// <summary>Speaks a chunk of readable text. It keeps the thread that calls it.</summary>
/// <param name="voice">The id of the voice.</param>
/// <param name="text">The text.</param>
/// <param name="stretch">The factor on all durations.</param>
/// <param name="speech">Takes what is spoken.</param>
internal delegate void SpeakChunk(string voice, string text, double stretch, FliteSpeech speech);

/// <summary>Speaks English by flite.</summary>
/// <param name="speak">Speaks a chunk.</param>
/// <param name="voices">The voices, the one for those who ask for none first.</param>
/// <param name="concurrency">The chunks that are spoken at the same time.</param>
internal sealed class FliteSpeechClient(SpeakChunk speak, IReadOnlyList<CatalogVoice> voices, int concurrency) : ITextToSpeechClient
{
    private const int SilenceRate = 16_000;

    private readonly SemaphoreSlim _slots = new(concurrency);

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var voice = VoiceFor(options).Id;
        var stretch = 1 / Math.Clamp(options?.Speed ?? 1, 0.1f, 10);
        var end = TimeSpan.Zero;
        foreach (var chunk in FliteText.Chunks(FliteText.Readable(text)))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                var speech = new FliteSpeech(end, stop.Token);
                await _slots.WaitAsync(stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => Speak(voice, chunk, stretch, speech), CancellationToken.None);
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

    private void Speak(string voice, string text, double stretch, FliteSpeech speech)
    {
        try
        {
            speak(voice, text, stretch, speech);
            speech.Complete();
        }
        catch (Exception fault)
        {
            speech.Complete(fault);
        }
        finally
        {
            _slots.Release();
        }
    }

    private CatalogVoice VoiceFor(TextToSpeechOptions? options) => CatalogVoice.Choose(voices, options)
        ?? throw new EngineException($"flite has no voice '{options?.VoiceId}'. It has {string.Join(", ", voices.Select(voice => voice.Id))}.");

    private static TextToSpeechResponseUpdate Update(AIContent content) => new([content]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };
}
