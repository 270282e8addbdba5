namespace HumeGen.Generator.Binding.Drafts;

/// <summary>The side that sets a property.</summary>
internal enum PropertyAccess
{
    ReadWrite,

    /// <summary>The server, so that it is not asked for in what is sent.</summary>
    ReadOnly,

    /// <summary>The client, so that it need not come back.</summary>
    WriteOnly,
}
