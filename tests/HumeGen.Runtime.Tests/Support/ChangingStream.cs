namespace HumeGen.Tests;

/// <summary>A stream that has another length than it says when it is asked.</summary>
internal sealed class ChangingStream(long promised, byte[] content) : MemoryStream(content)
{
    public override long Length => promised;
}
