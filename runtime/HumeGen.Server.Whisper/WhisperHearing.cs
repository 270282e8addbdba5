using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;
using Whisper.net;

namespace HumeGen.Server.Whisper;

/// <summary>
/// Understands whole recordings by Whisper: a turn that is still spoken is understood at its end. The model is loaded with the first recording, and kept. The client
/// of Whisper.net takes WAV files of 16 kHz and of known length only.
/// </summary>
internal sealed class WhisperHearing(WhisperOptions options) : ISpeechToTextClient
{
    // The rate that Whisper was trained for.
    private const int SampleRate = 16_000;

    private readonly SemaphoreSlim _free = new(options.Concurrency);
    private readonly Lazy<WhisperFactory> _factory = new(() => WhisperFactory.FromPath(options.Model));
    private volatile bool _disposed;

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sound = (await AudioSamples.ReadWaveAsync(audioSpeechStream, cancellationToken).ConfigureAwait(false)).AtRate(SampleRate);
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var processor = Processor(options?.SpeechLanguage);
            await using var disposing = processor.ConfigureAwait(false);
            await foreach (var segment in processor.ProcessAsync(Input(sound), cancellationToken).ConfigureAwait(false))
            {
                yield return new SpeechToTextResponseUpdate(segment.Text.Trim())
                {
                    Kind = SpeechToTextResponseUpdateKind.TextUpdated,
                    StartTime = segment.Start,
                    EndTime = segment.End,
                    AdditionalProperties = new() { ["language"] = segment.Language, ["confidence"] = (double)segment.Probability },
                };
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new List<string>();
        await foreach (var update in GetStreamingTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false))
            words.Add(update.Text);

        return new SpeechToTextResponse(string.Join(' ', words));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    /// <summary>Frees the model when no recording is understood any more: native code cannot lose it while it runs.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = FreeAsync();
        }
    }

    private async Task FreeAsync()
    {
        for (var i = 0; i < options.Concurrency; i++)
            await _free.WaitAsync().ConfigureAwait(false);

        if (_factory.IsValueCreated)
            _factory.Value.Dispose();
        _free.Release(options.Concurrency);
    }

    private WhisperProcessor Processor(string? language)
    {
        // Whisper knows languages, such as en, and no regions.
        var usual = options.Language ?? (Path.GetFileName(options.Model).Contains(".en", StringComparison.OrdinalIgnoreCase) ? "en" : "auto");
        try
        {
            return _factory.Value.CreateBuilder()
                .WithLanguage(language?.Split('-')[0] ?? usual).WithThreads(options.Threads).WithNoContext().WithProbabilities().Build();
        }
        catch (WhisperModelLoadException)
        {
            throw Unreadable(options.Model);
        }
    }

    // Clients hear nothing of the machine's files.
    private static EngineException Unreadable(string model) =>
        new("The model of Whisper cannot be loaded.", new InvalidOperationException($"{model} is no model in the format of whisper.cpp."));

    private static float[] Input(AudioSamples sound)
    {
        var input = new float[sound.Samples.Length];
        for (var i = 0; i < input.Length; i++)
            input[i] = sound.Samples.Span[i] / 32_768f;

        return input;
    }
}
