using System.Buffers;

namespace HumeGen.Server.Engines;

/// <summary>An encoder of one format of audio that clients ask for, such as MP3.</summary>
public interface IAudioEncoder
{
    /// <summary>The name of the format in the protocol, such as <c>mp3</c>.</summary>
    string Format { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="sampleRate">Samples a second of the one channel that follows.</param>
    IAudioEncoding Start(int sampleRate);
}

/// <summary>The encoding of one file, whose samples come in pieces.</summary>
public interface IAudioEncoding : IDisposable
{
    /// <summary>Encodes the next samples, as far as they reach; an encoder may keep some for later.</summary>
    void Encode(ReadOnlySpan<short> samples, IBufferWriter<byte> encoded);

    /// <summary>Encodes what was kept, and ends the file.</summary>
    void Finish(IBufferWriter<byte> encoded);
}
