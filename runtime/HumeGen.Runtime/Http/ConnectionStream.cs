namespace HumeGen;

/// <summary>The stream of a connection with something of its own in reading or writing; what derived streams leave alone goes to the connection as it is.</summary>
internal abstract class ConnectionStream(Stream inner) : ForwardOnlyStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    protected Stream Inner => inner;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
