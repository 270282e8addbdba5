using HumeGen.Generator.Emitting.Clients;

namespace HumeGen.Tool.Diff;

/// <summary>Compares the arguments of methods.</summary>
internal static class ArgumentDiff
{
    /// <summary>All changes, and whether they break callers.</summary>
    /// <param name="old">The arguments that callers give.</param>
    /// <param name="new">The arguments that are taken now.</param>
    /// <param name="rules">Says which types can stand for each other.</param>
    /// <param name="namespace">Namespace of the method.</param>
    public static IEnumerable<(bool IsBreaking, string Text)> Compare(IReadOnlyList<MethodParameter> old, IReadOnlyList<MethodParameter> @new, TypeRules rules, string @namespace)
    {
        if (IsRenaming(old, @new))
        {
            for (var i = 0; i < old.Count; i++)
            {
                if (old[i].Name != @new[i].Name)
                    yield return (true, $"the argument {CSharpDisplay.Code(old[i].Name)} is now called {CSharpDisplay.Code(@new[i].Name)}");
            }

            @new = [.. @new.Select((n, i) => n with { Name = old[i].Name })];
        }

        foreach (var (before, after) in Pairs.Of(old, @new, a => a.Name))
        {
            if (after is null)
                yield return (true, $"the argument {CSharpDisplay.Code(before!.Name)} is gone");
            else if (before is null)
                yield return (true, New(after, @namespace));
            else if (Changed(before, after, rules, @namespace) is { } change)
                yield return change;
        }

        var kept = @new.Where(n => old.Any(o => o.Name == n.Name)).Select(n => n.Name);
        if (!kept.SequenceEqual(old.Where(o => @new.Any(n => n.Name == o.Name)).Select(o => o.Name)))
            yield return (true, "the arguments stand in another order");
    }

    // As many as before, and those that differ in name do not occur on the other side.
    private static bool IsRenaming(IReadOnlyList<MethodParameter> old, IReadOnlyList<MethodParameter> @new) =>
        old.Count == @new.Count
        && old.Zip(@new).All(p => p.First.Name == p.Second.Name || (old.All(o => o.Name != p.Second.Name) && @new.All(n => n.Name != p.First.Name)));

    private static string New(MethodParameter argument, string @namespace)
    {
        var text = CSharpDisplay.Code($"{CSharpDisplay.Type(argument.Type, @namespace)} {argument.Name}");
        return argument.IsRequired
            ? $"needs the new argument {text}"
            : $"takes {text} as well, in front of {CSharpDisplay.Code("options")}: calls that give {CSharpDisplay.Code("options")} or {CSharpDisplay.Code("cancellationToken")} by position have to name them";
    }

    private static (bool IsBreaking, string Text)? Changed(MethodParameter before, MethodParameter after, TypeRules rules, string @namespace)
    {
        var breaks = rules.Compare(before.Type, after.Type);
        if (!before.IsRequired && after.IsRequired)
            return (true, $"the argument {CSharpDisplay.Code(before.Name)} must be given now");
        // A type that is another one under the same name says so itself.
        if (CSharpDisplay.Type(before.Type.WithNullable(false), @namespace) is var was
            && CSharpDisplay.Type(after.Type.WithNullable(false), @namespace) is var becomes && was != becomes)
        {
            return (breaks.HasFlag(Breaks.Writing), $"the argument {CSharpDisplay.Code(before.Name)} is {CSharpDisplay.Code(becomes)}, was {CSharpDisplay.Code(was)}");
        }

        if (before.IsRequired && !after.IsRequired)
            return (false, $"the argument {CSharpDisplay.Code(before.Name)} can be left out now");
        return before.Type.Nullable == after.Type.Nullable ? null
            : (breaks.HasFlag(Breaks.Writing), $"the argument {CSharpDisplay.Code(before.Name)} {(after.Type.Nullable ? "can" : "cannot")} be null now");
    }
}
