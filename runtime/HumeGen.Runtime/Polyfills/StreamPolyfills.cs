using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HumeGen;

/// <summary>Members of streams that later frameworks have.</summary>
internal static class StreamPolyfills
{
    private const int PieceBytes = 80 * 1024;

    extension(Stream stream)
    {
        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (MemoryMarshal.TryGetArray<byte>(buffer, out var array))
                return await stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken).ConfigureAwait(false);

            var piece = ArrayPool<byte>.Shared.Rent(buffer.Length);
            try
            {
                var count = await stream.ReadAsync(piece, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
                piece.AsMemory(0, count).CopyTo(buffer);
                return count;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece);
            }
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = MemoryMarshal.TryGetArray(buffer, out var array) ? array : new ArraySegment<byte>(buffer.ToArray());
            await stream.WriteAsync(bytes.Array!, bytes.Offset, bytes.Count, cancellationToken).ConfigureAwait(false);
        }

        public Task CopyToAsync(Stream destination, CancellationToken cancellationToken) => stream.CopyToAsync(destination, PieceBytes, cancellationToken);

        public ValueTask DisposeAsync()
        {
            stream.Dispose();
            return default;
        }

        public ConfiguredAsyncDisposable ConfigureAwait(bool continueOnCapturedContext) =>
            ((IAsyncDisposable)new Disposal(stream)).ConfigureAwait(continueOnCapturedContext);
    }

    private sealed class Disposal(Stream stream) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
