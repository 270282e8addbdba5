namespace HumeGen.Testing;

/// <summary>A step of what a fake server does.</summary>
internal abstract record FakeFrame
{
    /// <summary>It sends a message.</summary>
    public sealed record Message(byte[] Data, bool IsBinary) : FakeFrame;

    /// <summary>The network is lost.</summary>
    public sealed record Loss : FakeFrame;

    /// <summary>It closes the connection.</summary>
    public sealed record End(int Code, string Reason) : FakeFrame;
}
