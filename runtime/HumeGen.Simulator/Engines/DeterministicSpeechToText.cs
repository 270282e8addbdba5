using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// Invents what is said in a WAV file, but the same sound says the same: the words depend on the first 200 ms of speech, and one more is understood about
/// every 300 ms.
/// </summary>
internal sealed class DeterministicSpeechToText : ISpeechToTextClient
{
    private const int HeaderSize = 44;
    private const int QuietestSpeech = 500;
    private const int MillisecondsOfSeed = 200;
    private const int MillisecondsPerWord = 300;

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        var header = new byte[HeaderSize];
        await audioSpeechStream.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        var perMillisecond = Math.Max(1, BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(24)) / 1000);
        var seed = new List<byte>();
        var told = 0;
        var (samples, lastLoud) = (0L, 0L);
        string? text = null;
        await foreach (var sample in SamplesAsync(audioSpeechStream, cancellationToken).ConfigureAwait(false))
        {
            // The silence before the speech says nothing.
            var isLoud = Math.Abs((int)sample) >= QuietestSpeech;
            if (samples == 0 && !isLoud)
                continue;

            samples++;
            lastLoud = isLoud ? samples : lastLoud;
            if (text is null)
                seed.AddRange([(byte)sample, (byte)(sample >> 8)]);

            if (samples == MillisecondsOfSeed * perMillisecond)
                text = Words(seed);

            if (text is not null && isLoud && Understood(text, lastLoud / perMillisecond) is { } part && part.Count > told)
            {
                told = part.Count;
                yield return new SpeechToTextResponseUpdate(string.Join(' ', part)) { Kind = SpeechToTextResponseUpdateKind.TextUpdating };
            }
        }

        if (samples > 0)
            yield return new SpeechToTextResponseUpdate(text ?? Words(seed)) { Kind = SpeechToTextResponseUpdateKind.TextUpdated };
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var text = "";
        await foreach (var update in GetStreamingTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false))
            text = update.Text;

        return new SpeechToTextResponse(text);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType is not null && serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static string Words(List<byte> seed) => InventedWords.Of(Convert.ToHexString(SHA256.HashData([.. seed])));

    private static List<string> Understood(string text, long milliseconds) => [.. text.Split(' ').Take((int)(milliseconds / MillisecondsPerWord))];

    private static async IAsyncEnumerable<short> SamplesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[8_192];
        var rest = 0;
        while (await stream.ReadAsync(buffer.AsMemory(rest), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            var count = rest + read;
            for (var i = 0; i + 1 < count; i += 2)
                yield return BinaryPrimitives.ReadInt16LittleEndian(buffer.AsSpan(i));

            rest = count % 2;
            if (rest > 0)
                buffer[0] = buffer[count - 1];
        }
    }
}
