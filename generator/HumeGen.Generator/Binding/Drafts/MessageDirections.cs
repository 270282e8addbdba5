namespace HumeGen.Generator.Binding.Drafts;

/// <summary>The ways that messages go.</summary>
[Flags]
internal enum MessageDirections
{
    None = 0,

    /// <summary>From the client to the server, so readers need not distinguish them.</summary>
    Sent = 1,

    /// <summary>From the server to the client.</summary>
    Received = 2,
}
