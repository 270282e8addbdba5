namespace HumeGen;

/// <summary>A file or audio that is read while it arrives. Dispose it when done, whether or not it was read to its end.</summary>
public sealed class BinaryResponse : IAsyncDisposable, IDisposable
{
    private const int UsualMaxBytes = 128 * 1024 * 1024;

    /// <summary>Wraps a stream; for tests that need one, as the library makes its own.</summary>
    /// <param name="stream">The content. It is disposed with this object.</param>
    /// <param name="contentType">Its media type; null when it is not known.</param>
    /// <param name="fileName">The name that the server gave it; null when it gave none.</param>
    /// <param name="length">Number of its bytes; null if unknown.</param>
    public BinaryResponse(Stream stream, string? contentType = null, string? fileName = null, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream = stream;
        ContentType = contentType;
        FileName = fileName;
        Length = length;
    }

    /// <summary>Wraps bytes, for tests.</summary>
    /// <param name="content">The content.</param>
    /// <param name="contentType">Its media type; null when it is not known.</param>
    /// <param name="fileName">The name that the server gave it; null when it gave none.</param>
    /// <returns>The response.</returns>
    public static BinaryResponse FromBytes(ReadOnlyMemory<byte> content, string? contentType = null, string? fileName = null) =>
        new(new MemoryStream(content.ToArray(), writable: false), contentType, fileName, content.Length);

    /// <summary>
    /// The content as it arrives, to be read once and from the front. A read throws <see cref="ApiResponseException"/> when the content is
    /// cut short, and <see cref="ApiTimeoutException"/> when the server stays silent for longer than <see cref="ApiClientOptions.StreamIdleTimeout"/>.
    /// </summary>
    public Stream Stream { get; }

    /// <summary>The media type, such as <c>audio/wav</c>; null when the server gave none.</summary>
    public string? ContentType { get; }

    /// <summary>The name that the server gave the file, without any folder; null when it gave none. Think twice before you use it as a path.</summary>
    public string? FileName { get; }

    /// <summary>Length of the content in bytes; null when the server did not say, as with live audio.</summary>
    public long? Length { get; }

    /// <summary>The largest content that <see cref="ToArrayAsync"/> takes by default.</summary>
    internal int MaxBytes { get; init; } = UsualMaxBytes;

    /// <summary>Reads the content into memory.</summary>
    /// <param name="maxBytes">The largest content that is read; null is <see cref="ApiClientOptions.MaxResponseBytes"/> of the client, 128 MiB by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All bytes from where <see cref="Stream"/> stands.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is negative.</exception>
    /// <exception cref="ApiResponseException">The content is larger than <paramref name="maxBytes"/>, or is cut short.</exception>
    public async Task<byte[]> ToArrayAsync(int? maxBytes = null, CancellationToken cancellationToken = default)
    {
        var limit = maxBytes ?? MaxBytes;
        if (limit < 0)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), "The limit must not be negative.");
        if (Length is not { } length || length <= limit)
        {
            var body = new BodyBuffer(Length, limit);
            await body.FillAsync(Stream, heedsTokens: true, cancellationToken).ConfigureAwait(false);
            if (!body.IsTooLarge)
                return body.Written.ToArray();
        }

        throw new ApiResponseException($"The content is larger than {limit} bytes. If that is right, give ToArrayAsync a higher limit, or read it piece by piece from Stream.", null);
    }

    /// <summary>Copies the content to a stream.</summary>
    /// <param name="destination">Stream to write to; it stays open.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>A task that ends when all is copied.</returns>
    public Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default) => Stream.CopyToAsync(destination, cancellationToken);

    /// <summary>
    /// Saves the content as a file, replacing one that is there. The file appears when all of it has arrived; a failure leaves what was there before.
    /// </summary>
    /// <param name="path">Path of the new file.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    /// <returns>A task that ends when the file is there.</returns>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.part");
        try
        {
            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
                await Stream.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
