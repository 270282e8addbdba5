using System.Runtime.InteropServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Codecs;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Recordings of the folder Data, all made from the same half second of speech.</summary>
internal static class Recording
{
    /// <summary>The decoders of a server on which ffmpeg is not installed.</summary>
    public static IList<IAudioDecoder> Decoders => new HumeServerEngines().AddBrowserCodecs(ffmpeg: "no-ffmpeg-here").AudioDecoders;

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Repository.Find("tests", "HumeGen.Server.Tests", "Codecs", "Data", name));

    /// <summary>Decodes a stream that comes in pieces of this size.</summary>
    public static short[] Stream(byte[] recording, int pieceSize, out int sampleRate)
    {
        using var decoder = new AudioInputDecoder(Decoders);
        var samples = new List<short>();
        foreach (var piece in recording.Chunk(pieceSize))
        {
            Assert.Null(decoder.Feed(piece));
            samples.AddRange(decoder.Samples.ToArray());
        }

        sampleRate = decoder.SampleRate;
        return [.. samples];
    }

    /// <summary>What the decoder says when it refuses one of the pieces; null when it takes all.</summary>
    public static string? Refusal(params byte[][] pieces)
    {
        using var decoder = new AudioInputDecoder(Decoders);
        return pieces.Select(piece => decoder.Feed(piece)).FirstOrDefault(error => error is not null);
    }

    /// <summary>
    /// The likeness of samples to the speech that recordings were made from, wherever it begins: 1 for the same, about 0 for anything else.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="repeats">Whether the speech was said over and over.</param>
    public static double LikenessToSpeech(ReadOnlySpan<short> samples, int sampleRate, bool repeats = false)
    {
        var speech = MemoryMarshal.Cast<byte, short>(File("speech.wav").AsSpan(WaveFile.HeaderSize + 34)).ToArray();
        var expected = Reduce(speech, 16_000);
        var actual = Reduce(samples, sampleRate);
        double best = 0;
        var reach = repeats ? expected.Length : 800;
        for (var lag = -reach; lag <= reach; lag++)
        {
            double product = 0, left = 0, right = 0;
            for (var i = 0; i < actual.Length; i++)
            {
                var at = i + lag;
                if (repeats)
                    at = ((at % expected.Length) + expected.Length) % expected.Length;
                else if (at < 0 || at >= expected.Length)
                    continue;

                product += actual[i] * expected[at];
                left += actual[i] * actual[i];
                right += expected[at] * expected[at];
            }

            best = Math.Max(best, product / Math.Sqrt((left * right) + 1));
        }

        return best;
    }

    /// <summary>The samples at 8 kHz, which is where speech is.</summary>
    private static double[] Reduce(ReadOnlySpan<short> samples, int sampleRate)
    {
        var factor = sampleRate / 8000;
        var reduced = new double[samples.Length / factor];
        for (var i = 0; i < reduced.Length; i++)
        {
            foreach (var sample in samples.Slice(i * factor, factor))
                reduced[i] += sample / (double)factor;
        }

        return reduced;
    }
}
