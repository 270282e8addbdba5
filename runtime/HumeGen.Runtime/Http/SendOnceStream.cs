namespace HumeGen;

/// <summary>
/// A connection of HTTP/1.1. When it ends between a request and the first byte of the answer, SocketsHttpHandler sends a request without content again,
/// as long as it sees an <see cref="IOException"/> or an empty read. Here it sees an error that it passes on.
/// </summary>
internal sealed class SendOnceStream(Stream inner) : ForwardOnlyStream
{
    // No lock: a request is written before its answer is read.
    private volatile bool _unanswered;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Check(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        }
        catch (IOException e) when (_unanswered)
        {
            throw Broken(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Check(inner.Read(buffer, offset, count), count);
        }
        catch (IOException e) when (_unanswered)
        {
            throw Broken(e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _unanswered = true;
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _unanswered = true;
        try
        {
            inner.Write(buffer, offset, count);
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Check(int count, int room)
    {
        if (count > 0)
            _unanswered = false;
        else if (room > 0 && _unanswered)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The server closed the connection before it answered.");
        return count;
    }

    private static HttpRequestException Broken(IOException cause) => new(HttpRequestError.Unknown, cause.Message, cause);
}
