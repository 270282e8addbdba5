namespace HumeGen.Server.Codecs.Opus;

/// <summary>A container that comes in pieces and holds packets of Opus.</summary>
internal interface IOpusDemuxer
{
    /// <summary>The header of the stream that the last packet belongs to; another object for another stream.</summary>
    OpusHead? Head { get; }

    /// <summary>Takes the next bytes.</summary>
    void Add(ReadOnlySpan<byte> piece);

    /// <summary>Reads the next packet, as far as the bytes reach.</summary>
    bool TryRead(out ReadOnlySpan<byte> packet);
}
