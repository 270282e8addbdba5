namespace HumeGen.Server.Codecs.WebM;

/// <summary>The elements of WebM and Matroska that a demuxer needs; all others are skipped.</summary>
internal enum WebmElement : uint
{
    Ebml = 0x1A45DFA3,
    DocType = 0x4282,
    MaxSizeLength = 0x42F3,
    MaxIdLength = 0x42F2,
    Segment = 0x18538067,
    Tracks = 0x1654AE6B,
    TrackEntry = 0xAE,
    TrackNumber = 0xD7,
    TrackType = 0x83,
    CodecId = 0x86,
    CodecPrivate = 0x63A2,
    ContentEncodings = 0x6D80,
    Cluster = 0x1F43B675,
    BlockGroup = 0xA0,
    Block = 0xA1,
    SimpleBlock = 0xA3,
}
