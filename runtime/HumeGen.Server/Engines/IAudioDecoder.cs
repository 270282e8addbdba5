using System.Buffers;

namespace HumeGen.Server.Engines;

/// <summary>A decoder of one kind of compressed audio, such as WebM with Opus.</summary>
public interface IAudioDecoder
{
    /// <summary>The name of the kind, such as <c>WebM/Opus</c>, for error messages.</summary>
    string Name { get; }

    /// <summary>Whether a recording that begins with these bytes is of this kind; null when more bytes are needed to tell.</summary>
    bool? CanDecode(ReadOnlySpan<byte> beginning);

    /// <summary>Begins to decode a recording.</summary>
    IAudioDecoding Start();
}

/// <summary>The decoding of one recording that comes in pieces, which may be cut anywhere.</summary>
public interface IAudioDecoding : IDisposable
{
    /// <summary>Samples a second of what is decoded; 0 while the bytes so far do not say.</summary>
    int SampleRate { get; }

    /// <summary>Decodes the next bytes, as far as they reach, to 16-bit samples of one channel.</summary>
    /// <exception cref="FormatException">The bytes cannot be decoded: the message says what is wrong.</exception>
    void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples);
}
