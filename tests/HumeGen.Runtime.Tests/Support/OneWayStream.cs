namespace HumeGen.Tests;

/// <summary>A stream that cannot seek.</summary>
internal sealed class OneWayStream(Stream inner) : ForwardOnlyStream
{
    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
}
