using System.Runtime.CompilerServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.PocketSphinx;

/// <summary>Reads a WAV file that may still grow, as samples at the rate of the models.</summary>
internal static class WaveSamples
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 16_000;

    // A tenth of a second at 48 kHz.
    private const int PieceBytes = 9_600;

    /// <summary>Reads the samples of one channel in blocks of a tenth of a second or so.</summary>
    /// <exception cref="EngineException">This is no WAV file that can be read.</exception>
    public static async IAsyncEnumerable<short[]> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new WaveStream();
        var pcm = new PcmReader();
        var buffer = new byte[PieceBytes];
        PcmFormat? format = null;
        Resampler? resampler = null;
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            ReadOnlyMemory<byte> piece = buffer.AsMemory(0, count);
            if (format is null && header.ReadHeader(ref piece, out format) is { } error)
                throw new EngineException($"The engine that understands speech cannot read the sound: {error}");

            if (format is null)
                continue;

            pcm.Clear();
            pcm.Read(piece.Span, format);
            if (format.SampleRate == Rate)
            {
                yield return pcm.Samples.ToArray();
                continue;
            }

            resampler ??= new Resampler(format.SampleRate, Rate);
            yield return resampler.Add(pcm.Samples.Span);
        }

        if (format is null)
            throw new EngineException("The engine that understands speech cannot read the sound: the WAV file has ended before its samples.");

        if (resampler is not null)
            yield return resampler.Finish();
    }
}
