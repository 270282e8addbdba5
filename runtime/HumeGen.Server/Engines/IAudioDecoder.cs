using System.Buffers;

namespace HumeGen.Server.Engines;

/// <summary>A decoder of one kind of compressed audio, such as WebM with Opus.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IAudioDecoder
{
    /// <summary>The name of the kind, such as <c>WebM/Opus</c>, for error messages.</summary>
    string Name { get; }

    /// <summary>Tells whether a recording that begins with these bytes is of this kind.</summary>
    /// <param name="beginning">The bytes so far, from the first byte of the recording.</param>
    /// <returns>Null when more bytes are needed to tell. Past 64 KiB, null counts as false.</returns>
    bool? CanDecode(ReadOnlySpan<byte> beginning);

    /// <summary>Begins to decode a recording.</summary>
    /// <param name="isFile">
    /// Whether the recording is a finished file, as in an upload. Otherwise it is a live stream, whose samples should come as soon as its bytes do.
    /// </param>
    /// <exception cref="FormatException">The recording cannot be decoded here: the message says why, and how to make it possible.</exception>
    IAudioDecoding Start(bool isFile);
}

/// <summary>The decoding of one recording that comes in pieces, which may be cut anywhere. It is used by one thread at a time.</summary>
public interface IAudioDecoding : IDisposable
{
    /// <summary>Samples a second of what is decoded; 0 while the bytes so far do not say.</summary>
    int SampleRate { get; }

    /// <summary>Decodes the next bytes, as far as they reach, to 16-bit samples of one channel. It does not wait for anything.</summary>
    /// <remarks>On a live stream, another recording of the same kind may follow the first.</remarks>
    /// <exception cref="FormatException">The bytes cannot be decoded: the message says what is wrong.</exception>
    void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples);

    /// <summary>Gives the samples that are still missing once the last byte has been decoded.</summary>
    /// <exception cref="FormatException">The recording cannot be decoded: the message says what is wrong.</exception>
    ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default);
}
