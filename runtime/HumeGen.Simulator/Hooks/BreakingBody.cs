namespace HumeGen.Simulator.Hooks;

/// <summary>
/// Lets the first bytes through, then stalls for good, or throws: the server then closes the connection in good order and
/// the body stays incomplete. A reset would also take back the bytes that the client has not read yet.
/// </summary>
internal sealed class BreakingBody(Stream inner, int bytesLeft, bool stall) : ForwardOnlyStream
{
    private int _bytesLeft = bytesLeft;

    public override bool CanWrite => true;

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var allowed = Math.Min(_bytesLeft, buffer.Length);
        _bytesLeft -= allowed;
        await inner.WriteAsync(buffer[..allowed], cancellationToken).ConfigureAwait(false);
        if (_bytesLeft > 0)
            return;

        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (stall)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);

        throw new InjectedCutException();
    }
}
