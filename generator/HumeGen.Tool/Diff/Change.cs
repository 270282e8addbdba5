using HumeGen.Generator.Diagnostics;

namespace HumeGen.Tool.Diff;

/// <summary>What happened to a part of the generated C#, in the order in which it is told.</summary>
internal enum ChangeKind
{
    /// <summary>It is gone: callers that use it no longer compile.</summary>
    Removed,

    /// <summary>It is still there, but callers that use it may no longer compile, or do something else.</summary>
    Breaking,

    /// <summary>It is new, and nobody has to know.</summary>
    Added,

    /// <summary>It is still there and different, and callers go on compiling.</summary>
    Compatible,
}

/// <summary>What kind of thing a change belongs to.</summary>
internal enum SubjectKind
{
    Client,
    Channel,
    Type,
}

/// <summary>A client, a channel or a type.</summary>
/// <param name="Name">The full C# name.</param>
internal sealed record Subject(SubjectKind Kind, string Name);

/// <summary>One change for callers.</summary>
/// <param name="Text">What changed, with C# between backticks.</param>
/// <param name="Place">Where the specification says so: the new one, or the old one for what is gone; null where that is not known.</param>
internal sealed record Change(ChangeKind Kind, Subject Subject, string Text, LocationInfo? Place)
{
    /// <summary>Whether callers have to change something.</summary>
    public bool IsBreaking => Kind is ChangeKind.Removed or ChangeKind.Breaking;
}
