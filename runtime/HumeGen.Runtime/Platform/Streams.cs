using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HumeGen
{
    /// <summary>What later frameworks have for streams, files and contents.</summary>
    internal static class Streams
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

        extension(File)
        {
            public static void Move(string source, string destination, bool overwrite)
            {
                // Replacing keeps the other file whole whatever happens, but needs one.
                if (overwrite && File.Exists(destination))
                    File.Replace(source, destination, null);
                else
                    File.Move(source, destination);
            }
        }

        public static async Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await content.ReadAsStreamAsync().ConfigureAwait(false);
        }

        private sealed class Disposal(Stream stream) : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => stream.DisposeAsync();
        }
    }
}

namespace System.Net.Http
{
    /// <summary>Bytes in memory, without a copy.</summary>
    internal sealed class ReadOnlyMemoryContent(ReadOnlyMemory<byte> bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            await HumeGen.Streams.WriteAsync(stream, bytes, default).ConfigureAwait(false);

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
