namespace Parrot;

// Each generated type is partial: what is written here belongs to it as if it had been generated.
public sealed partial record Transcript
{
    /// <summary>Whether the words stay as they are and are more likely right than wrong.</summary>
    public bool IsReliable => IsFinal && Confidence >= 0.5;
}
