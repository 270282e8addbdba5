using System.Buffers.Binary;

namespace Hume.EndToEnd;

/// <summary>Audio as a microphone gives it: frames of 100 ms, 16 bits, one channel.</summary>
internal static class Speech
{
    public static IEnumerable<byte[]> Frames(int sampleRate, int loud = 0, int silent = 0)
    {
        for (var frame = 0; frame < loud + silent; frame++)
        {
            var pcm = new byte[sampleRate / 10 * sizeof(short)];
            for (var i = 0; frame < loud && i < pcm.Length / sizeof(short); i++)
                BinaryPrimitives.WriteInt16LittleEndian(pcm.AsSpan(i * sizeof(short)), (short)(9_000 * Math.Sin(2 * Math.PI * 220 * i / sampleRate)));
            yield return pcm;
        }
    }
}
