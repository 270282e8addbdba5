namespace HumeGen.Audio.Tests;

/// <summary>A download: it cannot seek, and gives a few bytes at a time.</summary>
internal sealed class TrickleStream(byte[] content, int pieceBytes) : ForwardOnlyStream
{
    private int _at;

    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Math.Min(Math.Min(count, pieceBytes), content.Length - _at);
        Array.Copy(content, _at, buffer, offset, read);
        _at += read;
        return read;
    }
}

/// <summary>An upload: it cannot seek.</summary>
internal sealed class UploadStream : ForwardOnlyStream
{
    private readonly MemoryStream _written = new();

    public byte[] Written => _written.ToArray();

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);
}
