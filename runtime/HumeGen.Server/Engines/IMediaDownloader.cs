namespace HumeGen.Server.Engines;

/// <summary>Fetches media that a batch job names by URL.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IMediaDownloader
{
    /// <summary>Fetches a file.</summary>
    /// <param name="url">The absolute URL. It comes from a client, so it may name any host.</param>
    /// <param name="maxBytes">The largest file that is wanted, in bytes.</param>
    /// <param name="cancellationToken">Set when nobody waits for the file any more.</param>
    /// <exception cref="HttpRequestException">The file cannot be fetched, or must not be: the message says why, and goes to the client.</exception>
    ValueTask<DownloadedMedia> DownloadAsync(Uri url, long maxBytes, CancellationToken cancellationToken = default);
}

/// <summary>A file that was fetched.</summary>
/// <param name="Content">The bytes of the file.</param>
/// <param name="ContentType">The media type that came with it, such as <c>image/png</c>; null when none did.</param>
public sealed record DownloadedMedia(ReadOnlyMemory<byte> Content, string? ContentType);
