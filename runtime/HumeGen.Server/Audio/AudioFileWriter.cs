using System.Buffers;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Audio;

/// <summary>Makes the bytes of one audio file out of samples that come in pieces.</summary>
internal sealed class AudioFileWriter(byte[] header, IAudioEncoder? encoder) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private byte[] _header = header;
    private IAudioEncoding? _encoding;

    /// <summary>The bytes for the next samples, after the header if they are the first. An encoder may keep some back.</summary>
    public byte[] Write(ReadOnlySpan<short> samples)
    {
        if (encoder is null)
        {
            byte[] bytes = [.. _header, .. WaveFile.ToBytes(samples)];
            _header = [];
            return bytes;
        }

        try
        {
            _encoding ??= encoder.Start(AudioFormat.SampleRate);
            _encoding.Encode(samples, _encoded);
        }
        catch (Exception fault)
        {
            throw Failed(fault);
        }

        return TakeEncoded();
    }

    /// <summary>The bytes that end the file.</summary>
    public byte[] Finish()
    {
        if (encoder is null)
            return Write([]);

        try
        {
            _encoding ??= encoder.Start(AudioFormat.SampleRate);
            _encoding.Finish(_encoded);
        }
        catch (Exception fault)
        {
            throw Failed(fault);
        }

        return TakeEncoded();
    }

    public void Dispose() => _encoding?.Dispose();

    private byte[] TakeEncoded()
    {
        var bytes = _encoded.WrittenSpan.ToArray();
        _encoded.ResetWrittenCount();
        return bytes;
    }

    private EngineException Failed(Exception fault) => new($"The encoder of {encoder!.Format} has failed.", fault);
}
