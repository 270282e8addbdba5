using System.Buffers.Binary;

namespace HumeGen.Simulator.Tests;

/// <summary>Raw 16-bit sound at 16 kHz, as a microphone gives it.</summary>
internal static class Sound
{
    public const int Rate = 16_000;

    /// <summary>A tone that stands for speech.</summary>
    public static byte[] Speech(int milliseconds, double frequency = 220)
    {
        var bytes = new byte[Rate / 1000 * milliseconds * 2];
        for (var i = 0; i < bytes.Length / 2; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), (short)(8000 * Math.Sin(2 * Math.PI * frequency * i / Rate)));

        return bytes;
    }

    public static byte[] Silence(int milliseconds) => new byte[Rate / 1000 * milliseconds * 2];

    /// <summary>Sends the sound in pieces of 100 ms.</summary>
    public static async Task SendSoundAsync(this Wire wire, params byte[][] parts)
    {
        foreach (var piece in parts.SelectMany(part => part).Chunk(Rate / 10 * 2))
            await wire.SendAudioAsync(piece);
    }
}
