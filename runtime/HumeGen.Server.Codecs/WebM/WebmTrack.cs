using System.Text;

namespace HumeGen.Server.Codecs.WebM;

/// <summary>A track, as far as its description has been read.</summary>
internal sealed class WebmTrack
{
    private const long Sound = 2;
    private bool _isEncoded;

    public long Id { get; private set; }

    public string Codec { get; private set; } = "nothing";

    public bool IsSound { get; private set; }

    public bool IsOpus => IsSound && Id > 0 && Codec == "A_OPUS" && !_isEncoded;

    /// <summary>The header of the codec; null when there is none.</summary>
    public byte[]? Private { get; private set; }

    public void Set(WebmElement element, ReadOnlySpan<byte> value)
    {
        switch (element)
        {
            case WebmElement.TrackNumber:
                Id = Number(value);
                break;
            case WebmElement.TrackType:
                IsSound = Number(value) == Sound;
                break;
            case WebmElement.CodecId:
                // It ends up in error messages.
                var text = Encoding.ASCII.GetString(value[..Math.Min(value.Length, 32)]).TrimEnd('\0');
                Codec = text.All(character => character is > ' ' and <= '~') ? text : "something unknown";
                break;
            case WebmElement.CodecPrivate:
                Private = value.ToArray();
                break;
            case WebmElement.ContentEncodings:
                _isEncoded = true;
                Codec += " within a compressed or encrypted track";
                break;
        }
    }

    public static long Number(ReadOnlySpan<byte> value)
    {
        long number = 0;
        foreach (var next in value[..Math.Min(value.Length, 8)])
            number = (number << 8) | next;

        return number;
    }
}
