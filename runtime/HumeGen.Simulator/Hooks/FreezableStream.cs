using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace HumeGen.Simulator.Hooks;

/// <summary>
/// The bytes of a connection, which can be made to stop in both directions. It sits below the WebSocket protocol: that answers pings while
/// it waits for a message, and a server that has gone silent answers nothing.
/// </summary>
internal sealed class FreezableStream(Stream inner) : ForwardOnlyStream
{
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _frozen;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public void Freeze() => _frozen = true;

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_frozen)
            await StayFrozenAsync(cancellationToken).ConfigureAwait(false);

        return count;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _frozen ? new ValueTask(StayFrozenAsync(cancellationToken)) : inner.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _cut.TrySetResult();
        inner.Dispose();
        base.Dispose(disposing);
    }

    private async Task StayFrozenAsync(CancellationToken cancellationToken)
    {
        await _cut.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        throw new IOException("The connection was cut.");
    }

    /// <summary>Hands out the freezable stream where a request becomes a WebSocket.</summary>
    internal sealed class Upgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature, IDisposable
    {
        private volatile bool _frozen;
        private volatile FreezableStream? _stream;

        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync()
        {
            _stream = new FreezableStream(await inner.UpgradeAsync().ConfigureAwait(false));
            if (_frozen)
                _stream.Freeze();

            return _stream;
        }

        /// <summary>Stops the bytes of the connection, now or as soon as there are some.</summary>
        public void Freeze()
        {
            _frozen = true;
            _stream?.Freeze();
        }

        /// <summary>Lets go of whoever waits for the frozen stream.</summary>
        public void Dispose() => _stream?.Dispose();
    }
}
