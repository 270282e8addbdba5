namespace HumeGen.Tool.Diff;

/// <summary>Kinds of changes of the generated C#, in the order in which they are reported.</summary>
internal enum ChangeKind
{
    /// <summary>It is gone: callers that use it no longer compile.</summary>
    Removed,

    /// <summary>It is still there, but callers that use it may no longer compile, or do something else.</summary>
    Breaking,

    /// <summary>An addition that callers can ignore.</summary>
    Added,

    /// <summary>It is still there and different, and callers go on compiling.</summary>
    Compatible,
}
