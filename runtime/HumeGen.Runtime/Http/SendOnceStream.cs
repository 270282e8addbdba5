namespace HumeGen;

/// <summary>
/// A connection of HTTP/1.1. When it ends between a request and the first byte of the answer, SocketsHttpHandler sends a request without content again,
/// as long as it sees an <see cref="IOException"/> or an empty read. Here it sees an error that it passes on.
/// </summary>
internal sealed class SendOnceStream(Stream inner) : ConnectionStream(inner)
{
    // No lock: a request is written before its answer is read.
    private volatile bool _unanswered;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Check(await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
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
            return Check(Inner.Read(buffer, offset, count), count);
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
            await Inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
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
            Inner.Write(buffer, offset, count);
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
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
