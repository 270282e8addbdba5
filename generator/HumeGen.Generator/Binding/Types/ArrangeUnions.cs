using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Brings unions into the forms that C# has. Unions within unions are taken apart; null is no variant; plain values of one kind become one type; several
/// objects beside other values become a union of their own. A union of which one type is left is that type.
/// Before: what is one type is one draft. After: a union has objects alone, or at most one object or union of objects beside other values.
/// </summary>
internal sealed class ArrangeUnions
{
    private readonly TypeDrafts _types;
    private readonly FlatUnions _flat = new();

    private ArrangeUnions(TypeDrafts types) => _types = types;

    public static void Run(TypeDrafts types)
    {
        var pass = new ArrangeUnions(types);
        foreach (var union in types.Live.Where(d => d.Kind == DraftKind.Union).ToArray())
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            pass.Arrange(union);
        }

        // No C# type can be written out that holds itself, so such a union stays one.
        foreach (var union in types.Live.Where(LeadsToItself).ToArray())
            union.Same = null;
    }

    // With nothing but lists, maps and other such unions between.
    private static bool LeadsToItself(TypeDraft union)
    {
        var passed = new HashSet<TypeDraft>();
        for (var use = union.Same; use is not null; use = use.Draft is null ? use.Element : use.Draft.Same)
        {
            if (use.Draft == union)
                return true;
            if (use.Draft is { } other && !passed.Add(other))
                return false;
        }

        return false;
    }

    private void Arrange(TypeDraft union)
    {
        var (flat, allowsNull) = _flat.Of(union);
        union.AllowsNull = allowsNull;
        var objects = flat.Where(v => IsObject(v.Variant)).Select(v => v with { Variant = v.Variant with { Use = v.Variant.Use with { Nullable = false } } }).ToArray();
        // A value that can be anything says nothing beside others: what fits none of them is kept as JSON.
        var plain = PlainValues.Unite(
            [.. flat.Where(v => !IsObject(v.Variant)).Select(v => v.Variant.Use)],
            (enums, suffix) => Enum(union, enums, suffix.Length == 0 && objects.Length > 0 ? "Text" : suffix));
        if (union.Messages != MessageDirections.None)
            plain.Clear();
        else if (objects.Length == 0 && plain.Count == 1)
            union.Same = plain[0];
        else if (plain.Count == 0 && objects.Length > 1 && union.DeclaredKey is null && objects.All(o => o.Variant.Use == objects[0].Variant.Use))
            union.Same = objects[0].Variant.Use;
        if (plain.Count > 1 || objects.Length > 0)
            plain.RemoveAll(u => u is { Kind: RefKind.Json, Draft: null });
        var variants = plain.Select(u => new VariantDraft(u, [], null));
        VariantDraft[] arranged = objects.Length == 0 ? [.. variants] : plain.Count == 0 ? [.. objects.Select(o => o.Variant)] : [.. variants, Objects(union, objects)];
        union.Variants.Clear();
        union.Variants.AddRange(arranged);
    }

    private static bool IsObject(VariantDraft variant) => variant.Use.Draft is { Kind: DraftKind.Record or DraftKind.Message or DraftKind.Binary or DraftKind.Text };

    // A union that names just these objects is there already.
    private VariantDraft Objects(TypeDraft union, (VariantDraft Variant, TypeDraft Owner)[] objects)
    {
        var records = new HashSet<TypeDraft>(objects.Select(o => o.Variant.Use.Draft!));
        if (records.Count == 1)
            return objects[0].Variant;
        var owner = objects[0].Owner;
        if (owner != union && owner.Kind == DraftKind.Union && _flat.Of(owner).Variants is var own && own.All(v => IsObject(v.Variant))
            && records.SetEquals(own.Select(v => v.Variant.Use.Draft!)))
        {
            return new VariantDraft(TypeUse.Of(owner), [], null);
        }

        var inner = new TypeDraft(DraftKind.Union, union.Document, union.Pointer, union.Namespace, union.Name + "Object", union.Doc)
        {
            DeclaredKey = union.DeclaredKey,
            DefaultKeyValue = union.DefaultKeyValue,
            DefaultSchema = union.DefaultSchema,
        };
        inner.Variants.AddRange(objects.Select(o => o.Variant));
        _types.Add(inner);
        return new VariantDraft(TypeUse.Of(inner), [], null);
    }

    // The values of several enums, with the names and descriptions of the first that has them.
    private TypeDraft Enum(TypeDraft union, IReadOnlyList<TypeDraft> enums, string suffix)
    {
        var all = new TypeDraft(DraftKind.Enum, union.Document, union.Pointer, union.Namespace, union.Name + suffix, union.Doc)
        {
            IsNamed = union.IsNamed && suffix.Length == 0,
            IsNamedByHand = union.IsNamedByHand && suffix.Length == 0,
        };
        all.Values.AddRange(enums.SelectMany(e => e.Values).GroupBy(v => v.WireValue, StringComparer.Ordinal).Select(g => g.First()));
        _types.Add(all);
        return all;
    }
}
