using System.Buffers.Binary;

/// <summary>Looks at a WAV file as a player would.</summary>
internal static class WavFile
{
    private const int HeaderBytes = 44;

    /// <summary>Number of headers, content of the first one, and duration of the samples after it.</summary>
    public static string Describe(string path)
    {
        var file = File.ReadAllBytes(path).AsSpan();
        var rate = BinaryPrimitives.ReadInt32LittleEndian(file[24..]);
        var channels = BinaryPrimitives.ReadInt16LittleEndian(file[22..]);
        var bits = BinaryPrimitives.ReadInt16LittleEndian(file[34..]);
        var bytes = file.Length - HeaderBytes;
        var told = BinaryPrimitives.ReadUInt32LittleEndian(file[40..]);
        // A header that was sent before the end was known tells the longest length there is, less its own.
        var whole = told == bytes ? "whole" : told >= uint.MaxValue - HeaderBytes ? "length unknown" : $"{told} bytes of {bytes}";
        return $"{path}: {file.Count("RIFF"u8)} header, {whole}, {rate} Hz, {channels} channel, {bits} bits, {(double)bytes / (rate * channels * bits / 8):0.00} s";
    }
}
