namespace HumeGen.Server.Database.Files;

/// <summary>A header, and as many bytes of a file as there were when it was opened.</summary>
internal sealed class RecordingStream(byte[] header, FileStream file, long bytes) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => header.Length + bytes;

    public override long Position
    {
        get => throw new NotSupportedException("A recording is read from its beginning.");
        set => throw new NotSupportedException("A recording is read from its beginning.");
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, Length - _read);
        if (_read < header.Length)
        {
            count = Math.Min(count, header.Length - (int)_read);
            header.AsMemory((int)_read, count).CopyTo(buffer);
        }
        else
        {
            count = await file.ReadAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        }

        _read += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A recording is read from its beginning.");

    public override void SetLength(long value) => throw new NotSupportedException("A recording is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A recording is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();

        base.Dispose(disposing);
    }
}
