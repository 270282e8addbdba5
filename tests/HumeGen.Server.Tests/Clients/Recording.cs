using System.Buffers.Binary;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Sound as a microphone gives it: 16 bits, one channel, 16 kHz.</summary>
internal static class Recording
{
    public const int Rate = 16_000;

    /// <summary>A second of a tone that stands for speech, and the silence after it.</summary>
    public static byte[] Turn()
    {
        var pcm = new byte[Rate * 5];
        for (var i = 0; i < Rate; i++)
            BinaryPrimitives.WriteInt16LittleEndian(pcm.AsSpan(i * 2), (short)(9_000 * Math.Sin(2 * Math.PI * 220 * i / Rate)));

        return pcm;
    }

    /// <summary>A WAV file of the sound.</summary>
    public static byte[] Wav(byte[] pcm)
    {
        var file = new byte[44 + pcm.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 36 + pcm.Length);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), pcm.Length);
        pcm.CopyTo(file, 44);
        return file;
    }

    /// <summary>Pieces of 100 ms.</summary>
    public static IEnumerable<byte[]> Pieces(byte[] recording) => recording.Chunk(Rate / 10 * 2);
}
