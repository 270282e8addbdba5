using System.Buffers;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs.Mp3;

/// <summary>Encodes MP3 by lame.</summary>
internal sealed unsafe class LameEncoder(LameLibrary lame) : IAudioEncoder
{
    public string Format => "mp3";

    public IAudioEncoding Start(int sampleRate) => new Encoding(lame, lame.Start(sampleRate));

    private sealed class Encoding(LameLibrary lame, nint encoder) : IAudioEncoding
    {
        // By lame's documentation.
        private const int MostKept = 7200;

        private nint _encoder = encoder;

        public void Encode(ReadOnlySpan<short> samples, IBufferWriter<byte> encoded)
        {
            ObjectDisposedException.ThrowIf(_encoder == 0, this);
            if (samples.IsEmpty)
                return;

            var target = encoded.GetSpan((samples.Length / 4 * 5) + 5 + MostKept);
            fixed (short* from = samples)
            fixed (byte* to = target)
                encoded.Advance(Checked(lame.Encode(_encoder, from, from, samples.Length, to, target.Length)));
        }

        public void Finish(IBufferWriter<byte> encoded)
        {
            ObjectDisposedException.ThrowIf(_encoder == 0, this);
            var target = encoded.GetSpan(MostKept);
            fixed (byte* to = target)
                encoded.Advance(Checked(lame.Flush(_encoder, to, target.Length)));
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _encoder, 0) is not 0 and var ended)
                _ = lame.Close(ended);
        }

        private static int Checked(int result) => result >= 0 ? result : throw new InvalidOperationException($"lame has failed with {result}.");
    }
}
