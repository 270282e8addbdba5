using System.Runtime.CompilerServices;
using HumeGen.Server.Audio;

namespace HumeGen.Server.Engines;

/// <summary>A stretch of sound: 16-bit samples of one channel.</summary>
/// <param name="Samples">The samples.</param>
/// <param name="SampleRate">Samples a second.</param>
public readonly record struct AudioSamples(ReadOnlyMemory<short> Samples, int SampleRate)
{
    /// <summary>The duration of the sound.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>Reads a WAV file to its end, as an engine that understands speech gets it: also one whose length its header does not know.</summary>
    /// <param name="wave">The file.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="FormatException">It is no WAV file: the message says why.</exception>
    public static async ValueTask<AudioSamples> ReadWaveAsync(Stream wave, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wave);
        using var bytes = new MemoryStream();
        await wave.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        var file = WaveFile.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), out var problem);
        return file is not null ? new(file.ToMono(), file.Format.SampleRate) : throw new FormatException($"The sound is no WAV file: {problem}.");
    }

    /// <summary>Reads a WAV file piece by piece while it grows, as an engine gets it that understands speech while somebody speaks.</summary>
    /// <param name="wave">The file.</param>
    /// <param name="sampleRate">Samples a second of the pieces, from 1,000 to 384,000.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The pieces, each of a tenth of a second or less at 48 kHz; together they are the sound.</returns>
    /// <exception cref="FormatException">It is no WAV file: the message says why.</exception>
    public static IAsyncEnumerable<AudioSamples> ReadGrowingWaveAsync(Stream wave, int sampleRate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wave);
        CheckRate(sampleRate);
        return ReadAsync(wave, sampleRate, cancellationToken);
    }

    /// <summary>The part between two times, as far as it lies within the sound.</summary>
    /// <param name="begin">The beginning, from the start of the sound.</param>
    /// <param name="end">The end, from the start of the sound.</param>
    public AudioSamples Slice(TimeSpan begin, TimeSpan end)
    {
        var first = (int)Math.Clamp(Math.Round(begin.TotalSeconds * SampleRate), 0, Samples.Length);
        var last = (int)Math.Clamp(Math.Round(end.TotalSeconds * SampleRate), first, Samples.Length);
        return this with { Samples = Samples[first..last] };
    }

    /// <summary>The same sound at another rate.</summary>
    /// <param name="sampleRate">Samples a second, from 1,000 to 384,000.</param>
    public AudioSamples AtRate(int sampleRate)
    {
        CheckRate(sampleRate);
        if (sampleRate == SampleRate)
            return this;

        var resampler = new Resampler(SampleRate, sampleRate);
        return new((short[])[.. resampler.Add(Samples.Span), .. resampler.Finish()], sampleRate);
    }

    /// <summary>The sound as a WAV file with 16-bit samples.</summary>
    public byte[] ToWave() => [.. WaveFile.Header(SampleRate, Samples.Length * 2L), .. WaveFile.ToBytes(Samples.Span)];

    private static async IAsyncEnumerable<AudioSamples> ReadAsync(Stream wave, int sampleRate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new WaveStream();
        var pcm = new PcmReader();
        // A tenth of a second at 48 kHz.
        var buffer = new byte[9_600];
        PcmFormat? format = null;
        Resampler? resampler = null;
        while (await wave.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            ReadOnlyMemory<byte> piece = buffer.AsMemory(0, count);
            if (format is null && header.ReadHeader(ref piece, out format) is { } problem)
                throw new FormatException($"The sound is no WAV file: {problem}");
            if (format is null)
                continue;

            pcm.Clear();
            pcm.Read(piece.Span, format);
            if (format.SampleRate != sampleRate)
                resampler ??= new Resampler(format.SampleRate, sampleRate);
            yield return new(resampler is null ? pcm.Samples.ToArray() : resampler.Add(pcm.Samples.Span), sampleRate);
        }

        if (format is null)
            throw new FormatException("The sound is no WAV file: it ends before its samples.");
        if (resampler is not null)
            yield return new(resampler.Finish(), sampleRate);
    }

    private static void CheckRate(int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 384_000);
    }
}
