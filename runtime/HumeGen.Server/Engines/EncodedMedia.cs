namespace HumeGen.Server.Engines;

/// <summary>A file of a picture, a video or a recording, as a client sent it.</summary>
public sealed record EncodedMedia
{
    /// <summary>The bytes of the file.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The media type, such as <c>image/png</c>, as told by the first bytes of the file, or else by its name or sender.</summary>
    public required string ContentType { get; init; }

    /// <summary>The width in pixels of a picture; null when it is not known.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels of a picture; null when it is not known.</summary>
    public int? Height { get; init; }

    /// <summary>How long a video lasts; null when its header does not say.</summary>
    public TimeSpan? Duration { get; init; }
}
