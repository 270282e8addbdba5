using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HumeGen.Server.Codecs.Opus;

namespace HumeGen.Server.Codecs.Ogg;

/// <summary>Finds the Opus packets in Ogg (RFC 3533) that comes in pieces cut anywhere.</summary>
internal sealed class OggDemuxer
{
    private const int HeaderBytes = 27;
    private const int MaxPacketBytes = 64 << 10;

    private readonly ByteQueue _queue = new();
    private readonly Queue<int> _segments = new();
    private readonly List<byte> _packet = [];
    private uint _stream;
    private bool _isOther;
    private int _packetNumber;
    private bool _isPacketUsed;

    /// <summary>The header of the stream whose packets are given, once it is known.</summary>
    public OpusHead? Head { get; private set; }

    public void Add(ReadOnlySpan<byte> piece) => _queue.Add(piece);

    /// <summary>Reads the next packet; false when more bytes are needed. It is good until the next call.</summary>
    /// <exception cref="FormatException">The bytes are no recording that can be decoded.</exception>
    public bool TryRead(out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (true)
        {
            if (_segments.Count == 0 && !TryReadPage())
                return false;

            while (_segments.TryPeek(out var length))
            {
                if (_queue.Bytes.Length < length)
                    return false;

                _segments.Dequeue();
                TakeSegment(length);
                if (length == byte.MaxValue || _isOther || !TryFinishPacket(out packet))
                    continue;

                return true;
            }
        }
    }

    private bool TryReadPage()
    {
        var bytes = _queue.Bytes;
        if (Magic.Begins(bytes, 0, Magic.Ogg) == false)
            throw new FormatException("The Ogg recording is damaged: a page does not begin where the one before it ends.");

        if (bytes.Length < HeaderBytes || bytes.Length < HeaderBytes + bytes[26])
            return false;

        var flags = bytes[5];
        var stream = BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]);
        Begin(isFirst: (flags & 2) != 0, isContinued: (flags & 1) != 0, stream);
        foreach (var segment in bytes.Slice(HeaderBytes, bytes[26]))
            _segments.Enqueue(segment);

        _queue.Drop(HeaderBytes + bytes[26]);
        return true;
    }

    /// <summary>The first pages of all streams come before any other, and another recording may follow on the same connection.</summary>
    private void Begin(bool isFirst, bool isContinued, uint stream)
    {
        var isNew = isFirst && (Head is null || _packetNumber > 0);
        if (isNew)
            (_stream, _packetNumber, Head) = (stream, 0, null);
        else if (Head is null && !isFirst)
            throw new FormatException("The Ogg recording has no stream of Opus.");

        _isOther = stream != _stream;
        if (!_isOther && !isContinued)
            _packet.Clear();
    }

    private void TakeSegment(int length)
    {
        // The comments may hold a picture, and nobody reads them.
        if (!_isOther && _packetNumber != 1)
        {
            if (_packet.Count + length > MaxPacketBytes)
                throw new FormatException($"The Ogg recording is damaged: a packet has more than {MaxPacketBytes} bytes.");

            if (_isPacketUsed)
                _packet.Clear();

            _isPacketUsed = false;
            _packet.AddRange(_queue.Bytes[..length]);
        }

        _queue.Drop(length);
    }

    /// <summary>Ends a packet; false when it is one of the headers.</summary>
    private bool TryFinishPacket(out ReadOnlySpan<byte> packet)
    {
        packet = CollectionsMarshal.AsSpan(_packet);
        _isPacketUsed = true;
        switch (_packetNumber)
        {
            case 0 when packet.StartsWith(OpusHead.Magic):
                Head = OpusHead.Read(packet);
                _packetNumber = 1;
                return false;

            // Another stream beside that of Opus.
            case 0:
                return false;

            case 1:
                _packetNumber = 2;
                return false;

            default:
                return true;
        }
    }
}
