using HumeGen.Generator.Diagnostics;

namespace HumeGen.Tool.Diff;

/// <summary>One change for callers.</summary>
/// <param name="Text">The change, with C# between backticks.</param>
/// <param name="Place">The location in the new specification, or in the old one for things that are gone; null where it is not known.</param>
internal sealed record Change(ChangeKind Kind, Subject Subject, string Text, LocationInfo? Place)
{
    /// <summary>Whether callers have to change something.</summary>
    public bool IsBreaking => Kind is ChangeKind.Removed or ChangeKind.Breaking;
}
