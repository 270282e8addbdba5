using HumeGen.Generator.Equality;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Compares the properties of a record, with an eye on whether callers set or read them.</summary>
internal static class PropertyDiff
{
    /// <param name="context">Takes the changes.</param>
    /// <param name="subject">The record.</param>
    /// <param name="fullName">Its full name.</param>
    /// <param name="namespace">Namespace of the type.</param>
    /// <param name="old">The properties that callers know.</param>
    /// <param name="new">The properties that there are now.</param>
    public static void Compare(
        DiffContext context, Subject subject, string fullName, string @namespace, EquatableArray<PropertyModel> old, EquatableArray<PropertyModel> @new)
    {
        var isSent = context.Usage.IsSent(fullName);
        foreach (var (before, after) in Pairs.Of(old, @new, p => p.Name))
        {
            if (after is null)
            {
                var renamed = @new.FirstOrDefault(p => p.WireName == before!.WireName);
                var hint = renamed is null ? "" : $" ({CSharpDisplay.Code($"\"{before!.WireName}\"")} is now {CSharpDisplay.Code(renamed.Name)})";
                context.Add(ChangeKind.Removed, subject, CSharpDisplay.Code(CSharpDisplay.Property(before!, @namespace)) + hint,
                    context.Old.Sources.Property(fullName, before!.WireName));
            }
            else if (before is null)
            {
                var mustBeSet = isSent && after.MustBeSet;
                var text = CSharpDisplay.Code(CSharpDisplay.Property(after, @namespace));
                context.Add(
                    mustBeSet ? ChangeKind.Breaking : ChangeKind.Added,
                    subject,
                    mustBeSet ? text + " is new and must be set" : text,
                    context.New.Sources.Property(fullName, after.WireName));
            }
            else
            {
                Compare(context, subject, fullName, @namespace, before, after);
            }
        }
    }

    private static void Compare(DiffContext context, Subject subject, string fullName, string @namespace, PropertyModel old, PropertyModel @new)
    {
        var place = context.New.Sources.Property(fullName, @new.WireName);
        var name = CSharpDisplay.Code(@new.Name);
        var (before, after) = (CSharpDisplay.Code(CSharpDisplay.Property(old, @namespace)), CSharpDisplay.Code(CSharpDisplay.Property(@new, @namespace)));
        if (before != after)
            context.Changed(IsBreaking(context, fullName, old, @new), subject, $"{after}, was {before}{Why(context, fullName, old, @new)}", place);
        if (old.WireName != @new.WireName)
            context.Add(ChangeKind.Compatible, subject, $"{name} is {CSharpDisplay.Code($"\"{@new.WireName}\"")} on the wire, was {CSharpDisplay.Code($"\"{old.WireName}\"")}", place);
        if (old.Doc.Deprecated != @new.Doc.Deprecated)
            context.Add(ChangeKind.Compatible, subject, @new.Doc.Deprecated ? $"{name} is deprecated now" : $"{name} is no longer deprecated", place);
    }

    // A constant is never set, and what must be set may be set as before.
    private static bool IsBreaking(DiffContext context, string fullName, PropertyModel old, PropertyModel @new)
    {
        var breaks = context.Rules.Compare(Read(old), Read(@new));
        var setting = old.Constant is null && (@new.Constant is not null || breaks.HasFlag(Breaks.Writing));
        return (context.Usage.IsSent(fullName) && (setting || MustBeSet(old, @new)))
            || (context.Usage.IsReceived(fullName) && breaks.HasFlag(Breaks.Reading));
    }

    // A constant always has its value, whatever the schema says.
    private static TypeRef Read(PropertyModel property) => property.Constant is null ? property.Type : property.Type.WithNullable(false);

    private static bool MustBeSet(PropertyModel old, PropertyModel @new) => @new.MustBeSet && !old.MustBeSet;

    private static string Why(DiffContext context, string fullName, PropertyModel old, PropertyModel @new)
    {
        if (context.Usage.IsSent(fullName) && MustBeSet(old, @new))
            return ": it must be set now";
        if (Read(old).WithNullable(false) != Read(@new).WithNullable(false) || Read(old).Nullable == Read(@new).Nullable)
            return "";
        return Read(@new).Nullable
            ? context.Usage.IsReceived(fullName) ? ": it may be null now" : ": it can be left out now"
            : ": it is never null now";
    }
}
