using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>A file to send. It is read while it is sent, never as a whole into memory.</summary>
public sealed class FilePart
{
    private readonly Func<bool> _canReplay;
    private readonly Func<CancellationToken, HttpContent> _open;

    private FilePart(string fileName, string? contentType, Func<bool> canReplay, Func<CancellationToken, HttpContent> open)
    {
        FileName = CheckFileName(fileName);
        ContentType = contentType is null ? MediaTypes.Of(fileName) : CheckContentType(contentType);
        _canReplay = canReplay;
        _open = open;
    }

    /// <summary>The name that the server sees.</summary>
    public string FileName { get; }

    /// <summary>The media type that the server sees; taken from the name's ending unless given.</summary>
    public string ContentType { get; }

    /// <summary>Whether the content can be sent again, so that a failed call can be tried again.</summary>
    internal bool CanReplay => _canReplay();

    /// <summary>A file on disk. It is opened anew for each attempt.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="fileName">The name that the server sees; null is the file's own, without its folder.</param>
    /// <param name="contentType">The media type; null derives it from the file extension.</param>
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
            static () => true,
            token => new SourceContent(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan),
                path,
                owned: true,
                token));
    }

    /// <summary>Bytes in memory.</summary>
    /// <param name="bytes">The content; it is not copied.</param>
    /// <param name="fileName">The name that the server sees.</param>
    /// <param name="contentType">The media type; null derives it from the file extension.</param>
    /// <returns>The part.</returns>
    public static FilePart FromBytes(ReadOnlyMemory<byte> bytes, string fileName, string? contentType = null) =>
        new(fileName, contentType, static () => true, _ => new ReadOnlyMemoryContent(bytes));

    /// <summary>
    /// A stream, read from where it stands now. It stays open; closing it is up to the caller, after the call. One that can seek can be sent again;
    /// any other can be sent once only, so that a call with it is never tried again. One call at a time can send it; another one gets an
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="stream">The content.</param>
    /// <param name="fileName">The name that the server sees.</param>
    /// <param name="contentType">The media type; null derives it from the file extension.</param>
    /// <returns>The part.</returns>
    public static FilePart FromStream(Stream stream, string fileName, string? contentType = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));

        var canSeek = stream.CanSeek;
        var start = canSeek ? stream.Position : 0;
        SourceContent? last = null;
        return new FilePart(fileName, contentType, () => canSeek && last?.IsInUse != true, token =>
        {
            var earlier = last;
            if (earlier is not null && !canSeek)
                throw new InvalidOperationException($"The stream for '{fileName}' was sent already and cannot seek. Make a new FilePart for each call.");

            // Another call, or a read that nobody waits for any more, would take bytes from this attempt.
            var content = new SourceContent(stream, fileName, owned: false, token);
            if (earlier?.IsInUse == true || Interlocked.CompareExchange(ref last, content, earlier) != earlier)
            {
                throw new InvalidOperationException(
                    $"The stream for '{fileName}' is being sent by another call, or a second time by this one. Make a new FilePart with a stream of its own for each.");
            }

            if (canSeek)
                stream.Position = start;
            return content;
        });
    }

    /// <summary>The name and type, not the content.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"{FileName} ({ContentType})";

    internal HttpContent CreateContent(CancellationToken cancellationToken)
    {
        var content = _open(cancellationToken);
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
}
