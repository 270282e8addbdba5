namespace HumeGen.Server.Codecs.WebM;

/// <summary>
/// Finds the Opus packets in WebM or Matroska that comes in pieces cut anywhere. It reads on through the elements in their order and needs no sizes of those
/// that hold others, so that live recordings, where these are not known, are read like files.
/// </summary>
internal sealed class WebmDemuxer
{
    private const int MaxValueBytes = 64 << 10;
    private const int MaxBlockBytes = 64 << 10;

    // The pictures of a video may be large, but sound comes between them.
    private const long MostBytesWithoutSound = 32 << 20;

    private readonly ByteQueue _queue = new();
    private readonly Queue<int> _frames = new();
    private WebmTrack? _entry;
    private WebmTrack? _other;
    private long _toSkip;
    private long _withoutSound;
    private bool _hasBegun;

    /// <summary>The track whose packets are given, once it is known.</summary>
    public WebmTrack? Track { get; private set; }

    /// <summary>Whether there is sound, but none that can be decoded.</summary>
    public bool HasOtherSound => Track is null && _other is not null;

    public void Add(ReadOnlySpan<byte> piece)
    {
        // What is skipped need not be kept.
        var skipped = (int)Math.Min(_toSkip, piece.Length);
        Skip(skipped);
        _queue.Add(piece[skipped..]);
    }

    /// <summary>Reads the next packet; false when more bytes are needed. It is good until the next call.</summary>
    /// <exception cref="FormatException">The bytes are no recording that can be decoded.</exception>
    public bool TryRead(out ReadOnlySpan<byte> packet)
    {
        while (true)
        {
            if (_frames.TryDequeue(out var length))
            {
                packet = _queue.Bytes[..length];
                Drop(length);
                return true;
            }

            if (!TryReadElement())
            {
                packet = default;
                return false;
            }
        }
    }

    /// <summary>Reads on up to the track of sound; false when more bytes are needed.</summary>
    /// <exception cref="FormatException">The bytes are no recording that can be decoded.</exception>
    public bool TryFindTrack()
    {
        while (Track is null && _entry?.IsOpus != true)
        {
            if (!TryReadElement())
                return false;
        }

        return true;
    }

    private bool TryReadElement()
    {
        // The queue may drop a packet only once it has been used.
        if (_toSkip > 0)
        {
            var there = (int)Math.Min(_toSkip, _queue.Bytes.Length);
            _queue.Drop(there);
            Skip(there);
            if (_toSkip > 0)
                return false;
        }

        if (EbmlHeader.TryRead(_queue.Bytes) is not { } head)
            return false;

        if (!_hasBegun && head.Element != WebmElement.Ebml)
            throw new FormatException("The recording does not begin with the header of WebM.");

        switch (head.Element)
        {
            case WebmElement.Ebml or WebmElement.Segment or WebmElement.Tracks or WebmElement.TrackEntry or WebmElement.Cluster or WebmElement.BlockGroup:
                Enter(head.Element);
                Drop(head.Length);
                return true;

            case WebmElement.Block or WebmElement.SimpleBlock:
                return TryReadBlock(head);

            case WebmElement.TrackNumber or WebmElement.TrackType or WebmElement.CodecId or WebmElement.CodecPrivate or WebmElement.ContentEncodings
                or WebmElement.MaxIdLength or WebmElement.MaxSizeLength:
                return TryReadValue(head);

            default:
                _toSkip = head.Size ?? throw new FormatException($"The WebM recording is damaged: element {(uint)head.Element:X} has no size.");
                Drop(head.Length);
                return true;
        }
    }

    private void Enter(WebmElement element)
    {
        switch (element)
        {
            // Another recording may follow on the same connection.
            case WebmElement.Ebml:
                _hasBegun = true;
                (Track, _entry, _other) = (null, null, null);
                break;

            case WebmElement.TrackEntry:
                FinishEntry();
                _entry = new WebmTrack();
                break;

            case WebmElement.Cluster when Track is null:
                FinishEntry();
                if (Track is null)
                {
                    throw new FormatException(_other is null
                        ? "The WebM recording has no track of sound."
                        : $"The sound in the WebM recording is coded as {_other.Codec}, and A_OPUS can be decoded.");
                }

                break;
        }
    }

    private void FinishEntry()
    {
        if (_entry?.IsOpus == true)
            Track ??= _entry;
        else if (_entry?.IsSound == true)
            _other ??= _entry;

        _entry = null;
    }

    private bool TryReadValue(EbmlHeader head)
    {
        if (head.Size is not (>= 0 and <= MaxValueBytes and var size))
            throw new FormatException($"The WebM recording is damaged: element {head.Element} has a size of {head.Size?.ToString() ?? "unknown length"}.");

        if (_queue.Bytes.Length < head.Length + size)
            return false;

        var value = _queue.Bytes.Slice(head.Length, (int)size);
        if (head.Element is WebmElement.MaxIdLength or WebmElement.MaxSizeLength)
        {
            var most = head.Element == WebmElement.MaxIdLength ? 4 : 8;
            if (WebmTrack.Number(value) > most)
                throw new FormatException($"The WebM recording has {head.Element} {WebmTrack.Number(value)}, and {most} is the most.");
        }
        else
        {
            _entry?.Set(head.Element, value);
        }

        Drop(head.Length + (int)size);
        return true;
    }

    private bool TryReadBlock(EbmlHeader head)
    {
        if (head.Size is not { } size || Track is null)
            throw new FormatException("The WebM recording is damaged: a block of media has no size, or comes before the tracks.");

        var bytes = _queue.Bytes[head.Length..];
        var numberLength = EbmlHeader.ReadNumber(bytes, out var number, out _);
        if (numberLength == 0)
            return false;

        if (number != Track.Id)
        {
            _toSkip = size;
            Drop(head.Length);
            return true;
        }

        if (size > MaxBlockBytes)
            throw new FormatException($"The WebM recording is damaged: a block of sound has {size} bytes.");

        if (bytes.Length < size)
            return false;

        // Behind the number follow two bytes of time and one of flags.
        var content = bytes[..(int)size];
        var begin = WebmLacing.Read(content, numberLength + 2, _frames);
        _withoutSound = 0;
        Drop(head.Length + begin);
        return true;
    }

    private void Skip(int count)
    {
        _toSkip -= count;
        Count(count);
    }

    private void Drop(int count)
    {
        _queue.Drop(count);
        Count(count);
    }

    private void Count(int count)
    {
        _withoutSound += count;
        if (_withoutSound > MostBytesWithoutSound)
            throw new FormatException($"The WebM recording has no sound in {MostBytesWithoutSound >> 20} MiB.");
    }
}
