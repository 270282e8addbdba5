using System.Globalization;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Audio;

/// <summary>Reads a whole recording, such as an upload: a WAV file, or one that a decoder knows.</summary>
internal static class AudioFileReader
{
    private const int PieceBytes = 64 << 10;
    private const int HighestRate = 48_000;

    /// <summary>Reads a recording; gives a reason, to follow a colon, when it cannot be read or holds no sound.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="decoders">The decoders of compressed audio.</param>
    /// <param name="maxSeconds">The seconds that the recording may last.</param>
    /// <param name="cancellationToken">Set when nobody waits for the recording any more.</param>
    public static async ValueTask<(AudioSamples? Audio, string? Error)> ReadAsync(
        ReadOnlyMemory<byte> file, IEnumerable<IAudioDecoder> decoders, double maxSeconds, CancellationToken cancellationToken)
    {
        IAudioDecoder[] all = [.. decoders];
        if (AudioForms.Recognize(file.Span, all, out var decoder) != true)
            return (null, file.Length == 0 ? "it is empty" : $"it is in none of the forms that are read: {AudioForms.List(all)}");

        if (decoder is null)
            return ReadWave(file, maxSeconds);

        var samples = new LimitedSamples((int)Math.Min(maxSeconds * HighestRate, Array.MaxLength / 4));
        try
        {
            using var decoding = decoder.Start(isFile: true);
            for (var at = 0; at < file.Length; at += PieceBytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                decoding.Decode(file.Span.Slice(at, Math.Min(PieceBytes, file.Length - at)), samples);
            }

            await decoding.FinishAsync(samples, cancellationToken).ConfigureAwait(false);
            return samples.Count == 0 ? (null, "it holds no sound") : (new AudioSamples(samples.Written, decoding.SampleRate), null);
        }
        catch (FormatException exception)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
        catch (LimitedSamples.TooLongException)
        {
            return (null, TooLong(maxSeconds));
        }
    }

    private static (AudioSamples? Audio, string? Error) ReadWave(ReadOnlyMemory<byte> file, double maxSeconds) =>
        WaveFile.Read(file, out var error) is not { } wave ? (null, error)
        : wave.Frames == 0 ? (null, "it holds no sound")
        : wave.Seconds > maxSeconds ? (null, TooLong(maxSeconds))
        : (new AudioSamples(wave.ToMono(), wave.Format.SampleRate), null);

    private static string TooLong(double maxSeconds) => string.Create(CultureInfo.InvariantCulture, $"it lasts more than {maxSeconds:0.###} seconds, which are the most");
}
