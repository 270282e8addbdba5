using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Equality;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Compares types: records, enums and unions.</summary>
internal static class TypeDiff
{
    public static void Compare(DiffContext context)
    {
        var shapes = new TypeShapes(context);
        var ofChannels = ChannelDiff.Unions(context.Old.Model);
        ofChannels.UnionWith(ChannelDiff.Unions(context.New.Model));
        foreach (var (old, @new) in Pairs.Of(context.Old.Model.Types, context.New.Model.Types, t => t.FullName))
        {
            var type = (@new ?? old)!;
            // These come and go with their call or channel, which says so.
            if ((old is null || @new is null) && (type is RequestModel || ofChannels.Contains(type.FullName)))
                continue;
            var subject = new Subject(SubjectKind.Type, CSharpDisplay.Name(type.FullName));
            if (@new is null)
            {
                var successors = string.Join(" or ", shapes.SameAs(old!).Select(s => CSharpDisplay.Code(CSharpDisplay.Name(s.FullName))));
                var hint = successors.Length == 0 ? "" : $" {successors} is new and has the same shape: it may be a new name.";
                context.Add(ChangeKind.Removed, subject, $"{Describe(old!)} is gone.{hint}", context.Old.Sources.Type(old!.FullName));
            }
            else if (old is null)
            {
                context.Add(ChangeKind.Added, subject, $"{Describe(@new)} is new.", context.New.Sources.Type(@new.FullName));
            }
            else if (old.GetType() != @new.GetType())
            {
                context.Add(ChangeKind.Breaking, subject, $"It is {Noun(@new)}, was {Noun(old)}.", context.New.Sources.Type(@new.FullName));
            }
            else
            {
                Compare(context, subject, old, @new, ofChannels.Contains(type.FullName));
            }
        }
    }

    private static string Noun(TypeModel type) => type switch
    {
        RecordModel or RequestModel => "a record",
        EnumModel => "an enum",
        UnionModel => "a union of records",
        ValueUnionModel => "a union of values",
        TupleModel => "a tuple",
        MessageModel => "a message of one value",
        FrameModel { IsText: true } => "a frame of text",
        _ => "a binary frame",
    };

    private static string Describe(TypeModel type) => type switch
    {
        RecordModel record => $"The record with {Count(record.Properties.Count, "property", "properties")}",
        EnumModel @enum => $"The enum with {Count(@enum.Values.Count, "value", "values")}",
        UnionModel union => $"The union of {Count(union.Members.Count + union.Values.Count + union.Frames.Count, "record", "records")}",
        ValueUnionModel union => $"The union of {Count(union.Members.Count, "value", "values")}",
        TupleModel tuple => $"The tuple of {Count(tuple.Items.Count, "item", "items")}",
        MessageModel => "The message of one value",
        FrameModel { IsText: true } => "The frame of text",
        _ => "The binary frame",
    };

    private static string Count(int count, string one, string many) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static void Compare(DiffContext context, Subject subject, TypeModel old, TypeModel @new, bool isOfChannel)
    {
        var place = context.New.Sources.Type(@new.FullName);
        if (old.Doc.Deprecated != @new.Doc.Deprecated)
            context.Add(ChangeKind.Compatible, subject, @new.Doc.Deprecated ? "The type is deprecated now." : "The type is no longer deprecated.", place);
        switch (old, @new)
        {
            case (RecordModel before, RecordModel after):
                PropertyDiff.Compare(context, subject, before.FullName, after.Namespace, before.Properties, after.Properties);
                Additional(context, subject, before, after, place);
                if (before.Entries is { } entries && entries != after.Entries)
                    context.Add(ChangeKind.Removed, subject, $"The list of entries {CSharpDisplay.Code(entries)}", context.Old.Sources.Type(old.FullName));
                break;
            case (TupleModel before, TupleModel after):
                PropertyDiff.Compare(context, subject, before.FullName, after.Namespace, before.Items, after.Items);
                if (before.More != after.More)
                    context.Changed(before.More is not null, subject, $"{CSharpDisplay.Code("More")} items are {More(after)}, were {More(before)}", place);
                break;
            case (MessageModel before, MessageModel after):
                PropertyDiff.Compare(context, subject, before.FullName, after.Namespace, EquatableArray.From([before.Value]), EquatableArray.From([after.Value]));
                break;
            case (FrameModel before, FrameModel after) when before.IsText != after.IsText:
                context.Add(ChangeKind.Breaking, subject, $"It is {Noun(after)}, was {Noun(before)}.", place);
                break;
            case (RequestModel before, RequestModel after):
                PropertyDiff.Compare(context, subject, before.FullName, after.Namespace, before.Properties, after.Properties);
                break;
            case (EnumModel before, EnumModel after):
                Enums(context, subject, before, after);
                break;
            case (UnionModel before, UnionModel after):
                Unions(context, subject, before, after, isOfChannel, place);
                break;
            case (ValueUnionModel before, ValueUnionModel after):
                Values(context, subject, before, after, place);
                break;
        }
    }

    private static string More(TupleModel tuple) => tuple.More is null ? "not taken" : CSharpDisplay.Code(CSharpDisplay.Type(tuple.More, tuple.Namespace));

    private static void Additional(DiffContext context, Subject subject, RecordModel old, RecordModel @new, DraftSource? place)
    {
        if (old.Additional == @new.Additional)
            return;
        var json = new TypeRef(RefKind.Json, "", null, false);
        var (before, after) = (CSharpDisplay.Type(old.Additional ?? json, old.Namespace), CSharpDisplay.Type(@new.Additional ?? json, @new.Namespace));
        context.Add(ChangeKind.Breaking, subject, $"{CSharpDisplay.Code("AdditionalProperties")} are {CSharpDisplay.Code(after)}, were {CSharpDisplay.Code(before)}", place);
    }

    private static void Enums(DiffContext context, Subject subject, EnumModel old, EnumModel @new)
    {
        foreach (var (before, after) in Pairs.Of(old.Values, @new.Values, v => v.Name))
        {
            if (after is null)
            {
                var renamed = @new.Values.FirstOrDefault(v => v.WireValue == before!.WireValue);
                var hint = renamed is null ? "" : $" (the value {CSharpDisplay.Code($"\"{before!.WireValue}\"")} is now {CSharpDisplay.Code(renamed.Name)})";
                context.Add(ChangeKind.Removed, subject, CSharpDisplay.Code($"{before!.Name} = \"{before.WireValue}\"") + hint, context.Old.Sources.Value(old.FullName, before.WireValue));
            }
            else if (before is null)
            {
                context.Add(ChangeKind.Added, subject, CSharpDisplay.Code($"{after.Name} = \"{after.WireValue}\""), context.New.Sources.Value(@new.FullName, after.WireValue));
            }
            else if (before.WireValue != after.WireValue)
            {
                context.Add(ChangeKind.Compatible, subject,
                    $"{CSharpDisplay.Code(after.Name)} is {CSharpDisplay.Code($"\"{after.WireValue}\"")} on the wire, was {CSharpDisplay.Code($"\"{before.WireValue}\"")}",
                    context.New.Sources.Value(@new.FullName, after.WireValue));
            }
        }

        foreach (var (before, after) in Pairs.Of(old.Facts, @new.Facts, f => f.Name))
        {
            var place = context.New.Sources.Type(@new.FullName);
            if (after is null)
                context.Add(ChangeKind.Removed, subject, CSharpDisplay.Code(Declare(before!)), context.Old.Sources.Type(old.FullName));
            else if (before is null)
                context.Add(ChangeKind.Added, subject, CSharpDisplay.Code(Declare(after)), place);
            else if (before.IsBoolean != after.IsBoolean)
                context.Add(ChangeKind.Breaking, subject, $"{CSharpDisplay.Code(Declare(after))}, was {CSharpDisplay.Code(Declare(before))}", place);
        }
    }

    private static string Declare(EnumFactModel fact) => $"{(fact.IsBoolean ? "bool?" : "string?")} {fact.Name}";

    private static void Unions(DiffContext context, Subject subject, UnionModel old, UnionModel @new, bool isOfChannel, DraftSource? place)
    {
        var (key, newKey) = (old.Key is { Shared: true } o ? o.Name : null, @new.Key is { Shared: true } n ? n.Name : null);
        if (key is not null && key != newKey)
            context.Add(ChangeKind.Removed, subject, CSharpDisplay.Code($"string {key}"), place);
        if (newKey is not null && key != newKey)
            context.Add(ChangeKind.Added, subject, CSharpDisplay.Code($"string {newKey}"), place);
        if (isOfChannel)
            return;

        foreach (var (before, after) in Pairs.Of(context.OldMembers[old.FullName], context.NewMembers[@new.FullName], m => m))
        {
            if (after is null)
                context.Add(ChangeKind.Removed, subject, $"The member {CSharpDisplay.Code(CSharpDisplay.Type(before!, old.Namespace))}", context.Old.Sources.Type(before!) ?? place);
            else if (before is null)
                context.Add(ChangeKind.Added, subject, $"The member {CSharpDisplay.Code(CSharpDisplay.Type(after, @new.Namespace))}", context.New.Sources.Type(after) ?? place);
        }
    }

    private static void Values(DiffContext context, Subject subject, ValueUnionModel old, ValueUnionModel @new, DraftSource? place)
    {
        foreach (var (before, after) in Pairs.Of(old.Members, @new.Members, m => m.Name))
        {
            if (after is null)
                context.Add(ChangeKind.Removed, subject, $"The member {Member(old, before!)}", context.Old.Sources.Type(old.FullName));
            else if (before is null)
                context.Add(ChangeKind.Added, subject, $"The member {Member(@new, after)}", place);
            else if (before.Type != after.Type)
                context.Add(ChangeKind.Breaking, subject, $"The member is {Member(@new, after)}, was {Member(old, before)}", place);
        }

        static string Member(ValueUnionModel union, ValueUnionMemberModel member) => CSharpDisplay.Code(CSharpDisplay.Type(member.Type, union.Namespace));
    }
}
