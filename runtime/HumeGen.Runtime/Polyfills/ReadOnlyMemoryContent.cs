using HumeGen;

namespace System.Net.Http;

/// <summary>Bytes in memory, without a copy.</summary>
internal sealed class ReadOnlyMemoryContent(ReadOnlyMemory<byte> bytes) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        await StreamPolyfills.WriteAsync(stream, bytes, default).ConfigureAwait(false);

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
