using HumeGen.Generator.Equality;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>An argument of a method.</summary>
/// <param name="IsRequired">Whether callers must give it.</param>
internal sealed record MethodArgument(string Name, TypeRef Type, bool IsRequired)
{
    /// <summary>What a call takes, in the order of the method; <c>options</c> and <c>cancellationToken</c> follow for all.</summary>
    public static IReadOnlyList<MethodArgument> Of(EquatableArray<ParameterModel> path, ParametersModel? query, BodyModel? body)
    {
        var arguments = path.Select(p => new MethodArgument(p.Name, p.Type, true)).ToList();
        if (body is { Required: true })
            arguments.Add(new MethodArgument("body", body.Type, true));
        if (query is not null)
            arguments.Add(new MethodArgument("query", new TypeRef(RefKind.Model, query.TypeName, null, !query.Required), query.Required));
        if (body is { Required: false })
            arguments.Add(new MethodArgument("body", body.Type.WithNullable(true), false));
        return arguments;
    }
}

/// <summary>Compares what a method takes.</summary>
internal static class ArgumentDiff
{
    /// <summary>What changed, and whether it breaks callers.</summary>
    /// <param name="old">The arguments that callers give.</param>
    /// <param name="new">The arguments that are taken now.</param>
    /// <param name="rules">What types can stand for each other.</param>
    /// <param name="namespace">Where the method is.</param>
    public static IEnumerable<(bool IsBreaking, string Text)> Compare(IReadOnlyList<MethodArgument> old, IReadOnlyList<MethodArgument> @new, TypeRules rules, string @namespace)
    {
        if (IsRenaming(old, @new))
        {
            for (var i = 0; i < old.Count; i++)
            {
                if (old[i].Name != @new[i].Name)
                    yield return (true, $"the argument {Words.Code(old[i].Name)} is now called {Words.Code(@new[i].Name)}");
            }

            @new = [.. @new.Select((n, i) => n with { Name = old[i].Name })];
        }

        foreach (var (before, after) in Pairs.Of(old, @new, a => a.Name))
        {
            if (after is null)
                yield return (true, $"the argument {Words.Code(before!.Name)} is gone");
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
    private static bool IsRenaming(IReadOnlyList<MethodArgument> old, IReadOnlyList<MethodArgument> @new) =>
        old.Count == @new.Count
        && old.Zip(@new).All(p => p.First.Name == p.Second.Name || (old.All(o => o.Name != p.Second.Name) && @new.All(n => n.Name != p.First.Name)));

    private static string New(MethodArgument argument, string @namespace)
    {
        var text = Words.Code($"{Words.Type(argument.Type, @namespace)} {argument.Name}");
        return argument.IsRequired
            ? $"needs the new argument {text}"
            : $"takes {text} as well, in front of {Words.Code("options")}: calls that give {Words.Code("options")} or {Words.Code("cancellationToken")} by position have to name them";
    }

    private static (bool IsBreaking, string Text)? Changed(MethodArgument before, MethodArgument after, TypeRules rules, string @namespace)
    {
        var breaks = rules.Compare(before.Type, after.Type);
        if (!before.IsRequired && after.IsRequired)
            return (true, $"the argument {Words.Code(before.Name)} must be given now");
        // A type that is another one under the same name says so itself.
        if (Words.Type(before.Type.WithNullable(false), @namespace) is var was && Words.Type(after.Type.WithNullable(false), @namespace) is var becomes && was != becomes)
            return (breaks.HasFlag(Breaks.Writing), $"the argument {Words.Code(before.Name)} is {Words.Code(becomes)}, was {Words.Code(was)}");
        if (before.IsRequired && !after.IsRequired)
            return (false, $"the argument {Words.Code(before.Name)} can be left out now");
        return before.Type.Nullable == after.Type.Nullable ? null
            : (breaks.HasFlag(Breaks.Writing), $"the argument {Words.Code(before.Name)} {(after.Type.Nullable ? "can" : "cannot")} be null now");
    }
}
