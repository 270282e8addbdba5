using System.Collections;
using System.Reflection;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests.Binding;

/// <summary>
/// Everything that a draft says keeps types apart, or is united by a rule when they become one. A property that is added to a draft fails here until
/// it is in <see cref="TypeShape"/>, or in <see cref="Rules"/> and <see cref="DraftUnion"/>.
/// </summary>
public class TypeShapeTests
{
    private static readonly Type[] Drafts =
    [
        typeof(TypeDraft), typeof(PropertyDraft), typeof(VariantDraft), typeof(TypeUse), typeof(EnumValueModel), typeof(EnumFactDraft), typeof(DocModel), typeof(CustomTypeModel),
    ];

    // The properties that are not in the shape, and why none of them is lost.
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["TypeDraft.Document"] = "Identity: the document is kept in Sources.",
        ["TypeDraft.Pointer"] = "Identity: the place is kept in Sources.",
        ["TypeDraft.Namespace"] = "Identity: compared beside the shape; areas that share a type have it in the root namespace.",
        ["TypeDraft.Name"] = "Identity: compared beside the shape.",
        ["TypeDraft.Canonical"] = "Computed: leads to the draft that stands for this one.",
        ["TypeDraft.IsMerged"] = "Computed: tells whether another draft stands for this one.",
        ["TypeDraft.Sources"] = "United: the places of both, first the one whose descriptions count.",
        ["TypeDraft.Doc"] = "United: by the rules of DocModel.",
        ["TypeDraft.HasDocsThatCount"] = "United: true when one is.",
        ["TypeDraft.IsNamed"] = "United: true when one is.",
        ["TypeDraft.IsNamedByHand"] = "United: true when one is.",
        ["TypeDraft.Entries"] = "United: that of the one that has it; two different ones contradict each other.",
        ["TypeDraft.Facts"] = "United: those of both.",
        ["TypeDraft.Catalogue"] = "United: that of the one that is one.",
        ["TypeDraft.Messages"] = "United: the directions of both.",
        ["TypeDraft.DeclaredKey"] = "United: that of the one that has it; two different ones contradict each other.",
        ["TypeDraft.DefaultKeyValue"] = "United: that of the one that has it; two different ones contradict each other.",
        ["TypeDraft.DefaultSchema"] = "United: that of the one that has it; two different ones contradict each other.",
        ["TypeDraft.Same"] = "Computed: found after types were made one.",
        ["TypeDraft.AllowsNull"] = "Computed: found after types were made one.",
        ["TypeDraft.Self"] = "Identity: a variant of its base, of a name that follows from the name of the base.",
        ["PropertyDraft.Preset"] = "Computed: found after types were made one.",
        ["PropertyDraft.PresetItems"] = "Computed: only parameters of calls have them, whose records are never made one.",
        ["PropertyDraft.Secret"] = "United: true when one is.",
        ["PropertyDraft.IsErrorCode"] = "United: true when one is.",
        ["PropertyDraft.Doc"] = "United: by the rules of DocModel.",
        ["VariantDraft.MappedValues"] = "United: the values of both; one value of two variants is a contradiction.",
        ["VariantDraft.SchemaName"] = "United: that of the one that has it; two different ones contradict each other where they are values of the discriminator.",
        ["EnumValueModel.Doc"] = "United: by the rules of DocModel.",
        ["EnumFactDraft.Name"] = "United: facts of different names are different facts.",
        ["EnumFactDraft.Doc"] = "United: by the rules of DocModel.",
        ["EnumFactDraft.IsBoolean"] = "United: two kinds of one fact contradict each other.",
        ["EnumFactDraft.Values"] = "United: the values of both; two of one enum value contradict each other.",
        ["DocModel.Summary"] = "United: that of the document whose descriptions count, else that of the other.",
        ["DocModel.Deprecated"] = "United: true when one is.",
    };

    private static readonly DocumentContext Context = Document("a.yml");
    private static readonly TypeDraft Target = new(DraftKind.Record, Context, JsonPointer.Parse("/target"), "Sample", "Target", Doc());
    private static readonly TypeDraft OtherTarget = new(DraftKind.Record, Context, JsonPointer.Parse("/other"), "Sample", "Other", Doc());

    public static TheoryData<string> Properties() => [.. Names()];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_keeps_types_apart_or_is_united_by_a_rule(string name)
    {
        var property = Find(name);
        TypeShape[] shapes = [.. Others(property).Prepend(Sample(property.DeclaringType!)).Select(part => TypeShape.Of(DraftWith(part)))];

        Assert.True(shapes.Length > 1);
        // Each with each: the shape must also tell an empty text from none.
        for (var i = 1; i < shapes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var isInShape = !AreEqual(shapes[i], shapes[j]);
                Assert.True(
                    isInShape != Rules.ContainsKey(name),
                    isInShape ? $"{name} is in the shape, so it needs no rule." : $"{name} can be changed without a change of the shape. Add it to TypeShape, or unite it in DraftUnion and say how in the rules.");
            }
        }
    }

    [Fact]
    public void Every_rule_is_for_a_property_that_is_there() => Assert.Empty(Rules.Keys.Except(Names()));

    [Fact]
    public void Texts_that_stand_beside_each_other_are_not_mixed_up()
    {
        var property = (PropertyDraft)Sample(typeof(PropertyDraft));

        Assert.False(AreEqual(
            TypeShape.Of(property with { Constant = "ReadOnly", Access = PropertyAccess.ReadWrite }),
            TypeShape.Of(property with { Constant = null, Access = PropertyAccess.ReadOnly })));
        Assert.False(AreEqual(
            TypeShape.Of(property with { GivenName = "A?B", Constant = null }),
            TypeShape.Of(property with { GivenName = "A", Constant = "B" })));
    }

    [Fact]
    public void The_order_of_members_means_nothing()
    {
        var (one, other) = (Draft(), Draft());
        foreach (var wireName in (string[])["a", "b"])
        {
            one.Properties.Add(Property(wireName));
            other.Properties.Insert(0, Property(wireName));
            one.Values.Add(new EnumValueModel(wireName, wireName, ""));
            other.Values.Insert(0, new EnumValueModel(wireName, wireName, ""));
        }

        foreach (var use in (TypeUse[])[TypeUse.Of(Target), TypeUse.Of(OtherTarget), TypeUse.Of(RefKind.String), TypeUse.Of(RefKind.Int64)])
        {
            one.Variants.Add(new VariantDraft(use, [], null));
            other.Variants.Insert(0, new VariantDraft(use, [], null));
        }

        Assert.True(AreEqual(TypeShape.Of(one), TypeShape.Of(other)));
    }

    private static IEnumerable<string> Names() =>
        Drafts.SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).Where(p => p.Name != "EqualityContract")
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");

    private static PropertyInfo Find(string name)
    {
        var parts = name.Split('.');
        return Drafts.Single(t => t.Name == parts[0]).GetProperty(parts[1], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
    }

    private static bool AreEqual(TypeShape one, TypeShape other) =>
        one.Text == other.Text && one.References.SequenceEqual(other.References, ReferenceEqualityComparer.Instance);

    /// <summary>A draft, or a part of one, in which nothing is empty.</summary>
    private static object Sample(Type type) => type.Name switch
    {
        nameof(TypeDraft) => DraftWith(Property("sample")),
        nameof(PropertyDraft) => Property("sample"),
        nameof(VariantDraft) => new VariantDraft(TypeUse.Of(Target), ["sample"], "Sample"),
        nameof(TypeUse) => new TypeUse(RefKind.List, TypeUse.Of(RefKind.String), false) { Custom = new CustomTypeModel("Sample", "Sample") },
        nameof(EnumValueModel) => new EnumValueModel("sample", "Sample", "Sample."),
        nameof(EnumFactDraft) => new EnumFactDraft("Sample", "Sample.", false, new Dictionary<string, string> { ["sample"] = "Sample" }),
        nameof(DocModel) => Doc(),
        _ => new CustomTypeModel("Sample", "Sample"),
    };

    /// <summary>A draft with one part that is not the sample.</summary>
    private static TypeDraft DraftWith(object part)
    {
        if (part is TypeDraft whole)
            return whole;
        var property = Property("sample");
        var draft = Draft();
        draft.Doc = part as DocModel ?? Doc();
        draft.Properties.Add(part switch
        {
            PropertyDraft other => other,
            TypeUse use => property with { Use = use },
            CustomTypeModel custom => property with { Use = property.Use with { Custom = custom } },
            DocModel doc => property with { Doc = doc },
            _ => property,
        });
        draft.Values.Add(part as EnumValueModel ?? (EnumValueModel)Sample(typeof(EnumValueModel)));
        draft.Facts.Add(part as EnumFactDraft ?? (EnumFactDraft)Sample(typeof(EnumFactDraft)));
        draft.Variants.Add(part as VariantDraft ?? (VariantDraft)Sample(typeof(VariantDraft)));
        return draft;
    }

    /// <summary>Samples that are as they were but for one property.</summary>
    private static object[] Others(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        if (type == typeof(TypeUse) && property.Name == nameof(TypeUse.Draft))
            return [TypeUse.Of(Target), TypeUse.Of(OtherTarget)];
        if (type == typeof(TypeDraft) && !property.CanWrite)
            return [OtherDraft(property)];
        return [.. Values(property, property.GetValue(Sample(type))).Select(value =>
        {
            // A record is copied with the property changed, as by "with".
            var other = Sample(type);
            property.SetValue(other, value);
            return other;
        })];
    }

    // The properties of a type that are set as it is made, or are lists.
    private static TypeDraft OtherDraft(PropertyInfo property)
    {
        var draft = (TypeDraft)Sample(typeof(TypeDraft));
        switch (property.Name)
        {
            case nameof(TypeDraft.Kind):
                return Copy(draft, new TypeDraft(DraftKind.Tuple, Context, draft.Pointer, draft.Namespace, draft.Name, draft.Doc));
            case nameof(TypeDraft.Document):
                return Copy(draft, new TypeDraft(draft.Kind, Document("b.yml"), draft.Pointer, draft.Namespace, draft.Name, draft.Doc));
            case nameof(TypeDraft.Pointer):
                return Copy(draft, new TypeDraft(draft.Kind, Context, JsonPointer.Parse("/elsewhere"), draft.Namespace, draft.Name, draft.Doc));
            case nameof(TypeDraft.Canonical) or nameof(TypeDraft.IsMerged):
                draft.MergeInto(OtherTarget);
                return draft;
            default:
                Assert.True(property.GetValue(draft) is IList { Count: > 0 }, $"Say in this test how {property.Name} is set.");
                ((IList)property.GetValue(draft)!).Clear();
                return draft;
        }
    }

    private static TypeDraft Copy(TypeDraft from, TypeDraft to)
    {
        to.Properties.AddRange(from.Properties);
        to.Values.AddRange(from.Values);
        to.Facts.AddRange(from.Facts);
        to.Variants.AddRange(from.Variants);
        to.Additional = from.Additional;
        to.Entries = from.Entries;
        to.IsBase = from.IsBase;
        return to;
    }

    private static List<object?> Values(PropertyInfo property, object? now)
    {
        var type = property.PropertyType;
        List<object?> values =
            type == typeof(string) ? ["other", ""]
            : type == typeof(bool) ? [!(bool)now!]
            : type.IsEnum ? [.. Enum.GetValues(type).Cast<object>().Where(v => !v.Equals(now))]
            : type == typeof(TypeUse) ? [TypeUse.Of(RefKind.Double), TypeUse.Of(OtherTarget)]
            : type == typeof(DocModel) ? [new DocModel("Other.", false), new DocModel("Sample.", true)]
            : type == typeof(CustomTypeModel) ? [new CustomTypeModel("Other", "Sample")]
            : type == typeof(TypeDraft) ? [OtherTarget]
            : type == typeof(IReadOnlyList<string>) ? [(string[])["other"]]
            : type == typeof(IReadOnlyList<KeyValueModel>) ? [(KeyValueModel[])[KeyValueModel.OfText("other")]]
            : type == typeof(IReadOnlyDictionary<string, string>) ? [new Dictionary<string, string> { ["sample"] = "Other" }]
            : [];
        Assert.True(values.Count > 0, $"Say in this test what another value of {type.Name} is.");
        if (now is not null && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable)
            values.Add(null);
        return values;
    }

    private static TypeDraft Draft() => new(DraftKind.Record, Context, JsonPointer.Parse("/sample"), "Sample", "Sample", Doc())
    {
        Additional = TypeUse.Of(RefKind.String),
        Entries = "Entries",
        DeclaredKey = "type",
        DefaultKeyValue = "sample",
        DefaultSchema = "Sample",
    };

    private static PropertyDraft Property(string wireName) => new(wireName, "Sample", (TypeUse)Sample(typeof(TypeUse)), false, "sample", false, Doc());

    private static DocModel Doc() => new("Sample.", false);

    private static DocumentContext Document(string file)
    {
        var loaded = SpecLoader.Load([ReadHelper.File(ReadHelper.WithSchemas("    Sample: {type: object}"), file)], CancellationToken.None);
        return new DocumentContext(loaded.Documents[0].Api!, new NamespaceTable(), []);
    }
}
