using System.Buffers.Binary;

namespace HumeGen.Audio;

/// <summary>WAV files in memory.</summary>
internal static class WavFile
{
    /// <summary>The longest array of bytes.</summary>
    public const int MaxArrayBytes = 0x7FFFFFC7;

    public static PcmAudio Read(ReadOnlyMemory<byte> wav)
    {
        var file = wav.Span;
        WavHeader.CheckStart(file.Slice(0, Math.Min(file.Length, WavHeader.StartBytes)));
        PcmFormat? format = null;
        ReadOnlyMemory<byte>? samples = null;
        for (var at = WavHeader.StartBytes; at + WavHeader.ChunkBytes <= file.Length && (format is null || samples is null);)
        {
            var chunk = WavHeader.ReadChunk(file, at);
            at += WavHeader.ChunkBytes;
            var rest = file.Length - at;
            if (chunk.IsEndless || (chunk.Size > rest && chunk.MayEndEarly))
                chunk = chunk with { Size = rest };
            if (chunk.Size > rest)
                throw WavHeader.CutOff(chunk.Size, rest);
            if (chunk.IsFormat)
                format = WavHeader.ReadFormat(file.Slice(at, (int)chunk.Size));
            else if (chunk.IsData)
                samples ??= wav.Slice(at, (int)chunk.Size);

            // Parts begin at even places. The last one may lack the byte that fills it up.
            at = (int)Math.Min(file.Length, at + chunk.Size + (chunk.Size & 1));
        }

        if (samples is not { } data)
            throw WavHeader.NoSamples();
        if (format is null)
            throw WavHeader.NoFormat();
        return new PcmAudio(data.Slice(0, data.Length - (data.Length % format.BlockBytes)), format);
    }

    public static byte[] Write(PcmAudio audio)
    {
        var header = WavHeader.Write(audio.Format, audio.Data.Length);
        var wav = new byte[header.Length + (long)audio.Data.Length + (audio.Data.Length & 1)];
        header.CopyTo(wav, 0);
        audio.Data.Span.CopyTo(wav.AsSpan(header.Length));
        return wav;
    }
}
