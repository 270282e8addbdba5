using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>A file to send. It is read while it is sent, never as a whole into memory.</summary>
public sealed class FilePart
{
    private readonly Func<HttpContent> _open;

    private FilePart(string fileName, string? contentType, bool canReplay, Func<HttpContent> open)
    {
        FileName = CheckFileName(fileName);
        ContentType = contentType is null ? MediaTypes.Of(fileName) : CheckContentType(contentType);
        CanReplay = canReplay;
        _open = open;
    }

    /// <summary>The name that the server sees.</summary>
    public string FileName { get; }

    /// <summary>The media type that the server sees; taken from the name's ending unless given.</summary>
    public string ContentType { get; }

    /// <summary>Whether the content can be sent again, so that a failed call can be tried again.</summary>
    internal bool CanReplay { get; }

    /// <summary>A file on disk. It is opened anew for each attempt.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fileName">The name that the server sees; null is the file's own, without its folder.</param>
    /// <param name="contentType">The media type; null is told from the name's ending.</param>
    /// <returns>The part.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FilePart FromFile(string path, string? fileName = null, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                Directory.Exists(path) ? $"'{path}' is a folder; name a file in it." : $"There is no file '{path}'.",
                path);
        }

        return new FilePart(
            fileName ?? Path.GetFileName(path),
            contentType,
            canReplay: true,
            () => new SourceContent(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan),
                path,
                owned: true));
    }

    /// <summary>Bytes in memory.</summary>
    /// <param name="bytes">The content; it is not copied.</param>
    /// <param name="fileName">The name that the server sees.</param>
    /// <param name="contentType">The media type; null is told from the name's ending.</param>
    /// <returns>The part.</returns>
    public static FilePart FromBytes(ReadOnlyMemory<byte> bytes, string fileName, string? contentType = null) =>
        new(fileName, contentType, canReplay: true, () => new ReadOnlyMemoryContent(bytes));

    /// <summary>
    /// A stream, read from where it stands now. It stays open; closing it is up to the caller, after the call. One that can seek can be sent again;
    /// any other can be sent once only, so that a call with it is never tried again.
    /// </summary>
    /// <param name="stream">The content.</param>
    /// <param name="fileName">The name that the server sees.</param>
    /// <param name="contentType">The media type; null is told from the name's ending.</param>
    /// <returns>The part.</returns>
    public static FilePart FromStream(Stream stream, string fileName, string? contentType = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));

        var start = stream.CanSeek ? stream.Position : 0;
        var used = 0;
        return new FilePart(fileName, contentType, stream.CanSeek, () =>
        {
            if (stream.CanSeek)
                stream.Position = start;
            else if (Interlocked.Exchange(ref used, 1) != 0)
                throw new InvalidOperationException($"The stream for '{fileName}' was sent already and cannot seek. Make a new FilePart for each call.");
            return new SourceContent(stream, fileName, owned: false);
        });
    }

    /// <summary>The name and type, not the content.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"{FileName} ({ContentType})";

    internal HttpContent CreateContent()
    {
        var content = _open();
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return content;
    }

    private static string CheckFileName(string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return fileName.Any(char.IsControl)
            ? throw new ArgumentException("The file name contains a line break or another control character.", nameof(fileName))
            : fileName;
    }

    private static string CheckContentType(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out _)
            ? contentType
            : throw new ArgumentException("The content type is none; give one such as audio/wav.", nameof(contentType));

    /// <summary>Copies a stream into the request. Tells a failing source from a failing connection, and closes only a stream that is its own.</summary>
    private sealed class SourceContent(Stream source, string fileName, bool owned) : HttpContent
    {
        private const int PieceBytes = 80 * 1024;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

#if NET
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            CopyAsync(stream, cancellationToken);
#endif

        private async Task CopyAsync(Stream stream, CancellationToken cancellationToken)
        {
            var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
            try
            {
                while (await ReadAsync(piece, cancellationToken).ConfigureAwait(false) is var count and > 0)
                    await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = source.CanSeek ? source.Length - source.Position : 0;
            return source.CanSeek;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && owned)
                source.Dispose();
            base.Dispose(disposing);
        }

        private async ValueTask<int> ReadAsync(byte[] piece, CancellationToken cancellationToken)
        {
            try
            {
                return await source.ReadAsync(piece, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new SourceException($"Reading '{fileName}' failed while it was sent. {e.Message}", e);
            }
        }
    }
}
