using System.Text;

namespace HumeGen.Tests;

/// <summary>Gives a text and then fails as a broken connection or disk does.</summary>
public sealed class BreakingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
{
    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is var count and > 0 ? count : throw new IOException("it broke");
}
