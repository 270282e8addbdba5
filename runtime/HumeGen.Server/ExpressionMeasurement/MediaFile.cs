using System.Text;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>A file or a text to measure: what it is, and what its header says.</summary>
/// <param name="Name">The name in predictions and errors.</param>
/// <param name="Kind">The kind of media.</param>
/// <param name="Media">The bytes, and facts about them.</param>
internal sealed record MediaFile(string Name, MediaKind Kind, EncodedMedia Media)
{
    private static readonly Dictionary<string, string> TypeByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = "text/plain",
        [".wav"] = "audio/wav",
        [".mp3"] = "audio/mpeg",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".ogg"] = "audio/ogg",
        [".flac"] = "audio/flac",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".mp4"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".webm"] = "video/webm",
        [".avi"] = "video/x-msvideo",
        [".zip"] = "application/zip",
    };

    /// <summary>The text of a text.</summary>
    public string Text => Encoding.UTF8.GetString(Media.Content.Span);

    public static MediaFile OfText(string name, string text) =>
        new(name, MediaKind.Text, new EncodedMedia { Content = Encoding.UTF8.GetBytes(text), ContentType = "text/plain" });

    /// <summary>A file whose first bytes tell what it is; text when they tell nothing and all of it is text.</summary>
    public static MediaFile OfContent(string name, ReadOnlyMemory<byte> content)
    {
        var (kind, contentType) = MediaFormat.Recognize(content.Span);
        return kind == MediaKind.Unknown && MediaFormat.IsText(content.Span)
            ? Create(name, MediaKind.Text, "text/plain", content)
            : Create(name, kind, contentType, content);
    }

    /// <summary>A file whose first bytes tell what it is, or else its name, or else the media type that came with it.</summary>
    public static MediaFile OfFile(string name, string? contentType, ReadOnlyMemory<byte> content)
    {
        var (kind, found) = MediaFormat.Recognize(content.Span);
        if (kind == MediaKind.Unknown)
        {
            found = TypeByExtension.GetValueOrDefault(Path.GetExtension(name)) ?? contentType ?? "";
            kind = KindOf(found);
        }

        // A recorder of browsers puts sound alone into the container of videos.
        var isSound = kind == MediaKind.Video && contentType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true;
        return isSound ? Create(name, MediaKind.Audio, contentType!, content) : Create(name, kind, found, content);
    }

    private static MediaFile Create(string name, MediaKind kind, string contentType, ReadOnlyMemory<byte> content)
    {
        var size = kind == MediaKind.Image ? MediaFormat.PictureSize(content.Span) : null;
        var seconds = kind == MediaKind.Video ? MediaFormat.Mp4Seconds(content.Span) : null;
        return new MediaFile(name, kind, new EncodedMedia
        {
            Content = content,
            ContentType = contentType,
            Width = size?.Width,
            Height = size?.Height,
            Duration = seconds is { } length && length < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(length) : null,
        });
    }

    private static MediaKind KindOf(string contentType) => contentType.Split('/', ';')[0].Trim().ToLowerInvariant() switch
    {
        "text" => MediaKind.Text,
        "audio" => MediaKind.Audio,
        "image" => MediaKind.Image,
        "video" => MediaKind.Video,
        _ => contentType is "application/zip" or "application/x-zip-compressed" ? MediaKind.Archive : MediaKind.Unknown,
    };
}
