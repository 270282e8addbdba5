namespace HumeGen.Server.Flite;

/// <summary>Options of flite.</summary>
public sealed class FliteOptions
{
    /// <summary>The voice of those who ask for none: <c>rms</c>, <c>slt</c>, <c>awb</c>, <c>kal16</c> or <c>kal</c>. <c>rms</c> unless set.</summary>
    public string Voice { get; set; } = "rms";

    /// <summary>The number of texts that are spoken at the same time, 1 at least; further ones wait. As many as the machine has processors unless set.</summary>
    public int Concurrency { get; set; } = Environment.ProcessorCount;
}
