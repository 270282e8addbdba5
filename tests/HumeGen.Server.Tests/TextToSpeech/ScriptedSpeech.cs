using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>An engine that speaks what a test says, and remembers what it was asked for.</summary>
internal sealed class ScriptedSpeech(Func<string, CancellationToken, IAsyncEnumerable<AIContent>> script) : ITextToSpeechClient
{
    private readonly List<(string Text, TextToSpeechOptions Options)> _asked = [];

    /// <summary>Ends when the token of a call is set, or its reader gives it up before its end.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<(string Text, TextToSpeechOptions Options)> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    /// <summary>An engine that gives the same contents for every text.</summary>
    public static ScriptedSpeech Saying(params AIContent[] contents) => new((_, _) => contents.ToAsyncEnumerable());

    /// <summary>A tone of 440 Hz as 16-bit samples.</summary>
    public static byte[] Tone(double seconds, int rate, int channels = 1)
    {
        var bytes = new byte[(int)(seconds * rate) * channels * 2];
        for (var i = 0; i < bytes.Length / 2; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), (short)(12_000 * Math.Sin(2 * Math.PI * 440 * (i / channels) / rate)));

        return bytes;
    }

    /// <summary>A WAV file around samples; without end when its length is unknown.</summary>
    public static byte[] Wav(byte[] samples, int rate, int channels = 1, bool endless = false)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(endless ? uint.MaxValue : (uint)(36 + samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * 2);
        writer.Write((short)(channels * 2));
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(endless ? uint.MaxValue : (uint)samples.Length);
        writer.Write(samples);
        return file.ToArray();
    }

    public static DataContent Pcm(double seconds, int rate = 24_000) => new(Tone(seconds, rate), $"audio/pcm;rate={rate}");

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        lock (_asked)
            _asked.Add((text, options!));

        await using var registered = cancellationToken.Register(() => Cancelled.TrySetResult());
        var isWhole = false;
        try
        {
            await foreach (var content in script(text, cancellationToken))
                yield return new TextToSpeechResponseUpdate([content]);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
                Cancelled.TrySetResult();
        }
    }

    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The server streams.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
