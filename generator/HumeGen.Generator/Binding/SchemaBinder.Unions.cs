using System.Globalization;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Values that may be one of several things.</summary>
internal sealed partial class SchemaBinder
{
    private TypeUse SeveralTypes(IOpenApiSchema schema, JsonSchemaType types, string pointer, string name, string @namespace, string? component)
    {
        var draft = Draft(DraftKind.ValueUnion, schema, pointer, name, @namespace, component);
        if ((types & JsonSchemaType.String) != 0)
            draft.Variants.Add(new VariantDraft(TypeUse.Of(Text(schema, pointer)), [], null));
        if ((types & JsonSchemaType.Integer) != 0)
            draft.Variants.Add(new VariantDraft(TypeUse.Of(RefKind.Int64), [], null));
        if ((types & JsonSchemaType.Number) != 0)
            draft.Variants.Add(new VariantDraft(TypeUse.Of(RefKind.Double), [], null));
        if ((types & JsonSchemaType.Boolean) != 0)
            draft.Variants.Add(new VariantDraft(TypeUse.Of(RefKind.Boolean), [], null));
        if ((types & JsonSchemaType.Array) != 0)
            draft.Variants.Add(new VariantDraft(TypeUse.ListOf(Items(schema, pointer, name, @namespace)), [], null));
        if ((types & JsonSchemaType.Object) != 0)
            draft.Variants.Add(new VariantDraft(Object(schema, pointer, name + "Object", @namespace, null), [], null));
        return TypeUse.Of(draft);
    }

    private TypeUse Alternatives(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var keyword = schema.OneOf is { Count: > 0 } ? "oneOf" : "anyOf";
        var all = keyword == "oneOf" ? schema.OneOf! : schema.AnyOf!;
        var variants = new List<(IOpenApiSchema Schema, string Pointer)>();
        for (var i = 0; i < all.Count; i++)
        {
            if (!IsOnly(all[i].Type, JsonSchemaType.Null))
                variants.Add((all[i], DocumentContext.Join(pointer, keyword, i)));
        }

        var nullable = variants.Count < all.Count;
        if (variants.Count == 0)
            return TypeUse.Json;
        if (variants.Count == 1 && schema.Discriminator?.PropertyName is null)
            return Use(variants[0].Schema, variants[0].Pointer, name, @namespace).OrNull(nullable);
        if (variants.All(v => IsEnumPart(v.Schema, v.Pointer)) && variants.Any(v => Texts(Resolve(v.Schema), v.Pointer).Any()))
            return Enum([.. variants.Select(v => (Resolve(v.Schema), v.Pointer))], pointer, name, @namespace, component).OrNull(nullable);
        if (OneScalar(variants) is { } scalar)
            return TypeUse.Of(scalar).OrNull(nullable);

        // Whether it is a union of objects or of values shows when all variants are known.
        var draft = Draft(DraftKind.Union, schema, pointer, name, @namespace, component);
        draft.DeclaredKey = schema.Discriminator?.PropertyName;
        draft.DefaultKeyValue = document.OwnText(DocumentContext.Join(pointer, "discriminator"), "x-humegen-default") ?? document.OwnText(pointer, "x-humegen-default");
        draft.DefaultSchema = schema.Discriminator?.DefaultMapping is { } fallback ? ReferenceKey(fallback) : null;
        _pending.Enqueue(() =>
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var (variant, at) = variants[i];
                var suffix = VariantName(variant, at, schema.Discriminator?.PropertyName) ?? (i + 1).ToString(CultureInfo.InvariantCulture);
                var key = variant is OpenApiSchemaReference reference ? ReferenceKey(reference) : null;
                draft.Variants.Add(new VariantDraft(Use(variant, at, draft.Name + suffix, @namespace), MappedValues(schema, key), key));
            }
        });
        return TypeUse.Of(draft).OrNull(nullable);
    }

    // Texts of one enum, be they listed or each a constant with a description; a plain text among them means that there may be others.
    private bool IsEnumPart(IOpenApiSchema schema, string pointer)
    {
        var resolved = Resolve(schema);
        return IsOnly(resolved.Type, JsonSchemaType.String) ? resolved.Format is null : resolved.Type is null && Constant(schema, pointer) is { Kind: RefKind.String };
    }

    /// <summary>The one kind of plain value that all variants are, whatever else they say; null when there is none.</summary>
    private static RefKind? OneScalar(IReadOnlyList<(IOpenApiSchema Schema, string Pointer)> variants)
    {
        var types = variants.Select(v => Resolve(v.Schema)).Select(s => (s.Type & ~JsonSchemaType.Null, IsPlain: s.Format is not ("binary" or "byte" or "base64") && s.Enum is null or { Count: 0 })).Distinct().ToArray();
        return types.Length != 1 || !types[0].IsPlain ? null : types[0].Item1 switch
        {
            JsonSchemaType.String => RefKind.String,
            JsonSchemaType.Integer => RefKind.Int64,
            JsonSchemaType.Number => RefKind.Double,
            JsonSchemaType.Boolean => RefKind.Boolean,
            _ => null,
        };
    }

    /// <summary>The use of what may be any of several things, for which there is no schema.</summary>
    public TypeUse Either(IReadOnlyList<TypeUse> uses, string pointer, string name, string doc)
    {
        var draft = new TypeDraft(DraftKind.Union, document, pointer, document.Namespace, name, new DocModel(doc, false));
        drafts.Add(draft);
        draft.Variants.AddRange(uses.Select(u => new VariantDraft(u with { Nullable = false }, [], null)));
        return TypeUse.Of(draft).OrNull(uses.Any(u => u.Nullable));
    }

    // Of several parts, the one that is a schema in a file of its own; beside it stand only descriptions and limits.
    private static int OnlyPart(IOpenApiSchema schema, IList<IOpenApiSchema> parts, string? component)
    {
        // An heir that adds nothing to its base is one all the same.
        if (parts.Count == 1)
            return component is not null && Resolve(parts[0]) is { Discriminator: not null, OneOf: null or { Count: 0 }, AnyOf: null or { Count: 0 } } ? -1 : 0;
        if (schema.Required is { Count: > 0 })
            return -1;
        var telling = Enumerable.Range(0, parts.Count).Where(i => parts[i] is OpenApiSchemaReference || !SaysNothing(parts[i])).ToArray();
        return telling.Length == 1 ? telling[0] : -1;
    }

    private static bool SaysNothing(IOpenApiSchema schema) => schema.Type is null && !HasStructure(schema) && schema.Required is null or { Count: 0 }
        && schema.Enum is null or { Count: 0 } && schema.Const is null && schema.Format is null;

    /// <summary>An object of several parts. Where one of them leaves a choice, it is a union of objects that each have the other parts as well.</summary>
    private TypeUse Parts(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var choices = Choices(schema, pointer, component, []).ToArray();
        if (choices.Length == 0)
            return Record(schema, pointer, name, @namespace, component);
        var (choice, at) = choices[0];
        var keyword = choice.OneOf is { Count: > 0 } ? "oneOf" : "anyOf";
        var variants = (keyword == "oneOf" ? choice.OneOf! : choice.AnyOf!).Select((v, i) => (Schema: v, Pointer: DocumentContext.Join(at, keyword, i)))
            .Where(v => !IsOnly(v.Schema.Type, JsonSchemaType.Null)).ToArray();
        if (choices.Length > 1 || !variants.All(v => IsObject(Resolve(v.Schema))))
        {
            document.Report(Descriptors.IgnoredKeyword, DocumentContext.Join(at, keyword), keyword);
            return Record(schema, pointer, name, @namespace, component);
        }

        var draft = Draft(DraftKind.Union, schema, pointer, name, @namespace, component);
        var discriminator = choice.Discriminator ?? schema.Discriminator;
        draft.DeclaredKey = discriminator?.PropertyName;
        _pending.Enqueue(() =>
        {
            for (var i = 0; i < variants.Length; i++)
            {
                var (variant, variantAt) = variants[i];
                var key = variant is OpenApiSchemaReference reference ? ReferenceKey(reference) : null;
                var suffix = key is not null ? CSharpNames.ForComponent(key) : VariantName(variant, variantAt, draft.DeclaredKey) ?? (i + 1).ToString(CultureInfo.InvariantCulture);
                var memberAt = key is null ? variantAt : DocumentContext.Join(Components, key);
                var member = new TypeDraft(DraftKind.Record, document, memberAt, @namespace, draft.Name + suffix, SchemaDocs.Of(document, Resolve(variant), memberAt));
                drafts.Add(member);
                AddMembers(member.Properties, schema, pointer, member.Name, @namespace, []);
                AddPart(member.Properties, variant, variantAt, member.Name, @namespace, []);
                Require(member.Properties, schema);
                draft.Variants.Add(new VariantDraft(TypeUse.Of(member), choice.Discriminator is null ? [] : MappedValues(choice, key), key));
            }
        });
        return TypeUse.Of(draft);
    }

    // Where a schema or one of its parts is one of several. What only requires or limits is no choice, and neither is a base that lists this very schema.
    private static IEnumerable<(IOpenApiSchema Schema, string Pointer)> Choices(IOpenApiSchema schema, string pointer, string? component, HashSet<string> seen, int depth = 0)
    {
        var alternatives = (schema.OneOf ?? []).Concat(schema.AnyOf ?? []).ToArray();
        var isBase = depth > 0 && (schema.Discriminator is not null || alternatives.Any(a => a is OpenApiSchemaReference r && ReferenceKey(r) == component));
        if (!isBase && alternatives.Any(a => !OnlyLimits(a)))
            yield return (schema, pointer);
        if (isBase || depth > Reading.Limits.SchemaDepth)
            yield break;
        for (var i = 0; i < (schema.AllOf?.Count ?? 0); i++)
        {
            var part = schema.AllOf![i];
            var key = part is OpenApiSchemaReference reference ? ReferenceKey(reference) : null;
            if (key is not null && (key == component || !seen.Add(key)))
                continue;
            var at = key is null ? DocumentContext.Join(pointer, "allOf", i) : DocumentContext.Join(Components, key);
            foreach (var choice in Choices(Resolve(part), at, component, seen, depth + 1))
                yield return choice;
        }
    }

    private static bool OnlyLimits(IOpenApiSchema schema) => schema is not OpenApiSchemaReference && !HasStructure(schema)
        && (schema.Type is null or JsonSchemaType.Object || IsOnly(schema.Type, JsonSchemaType.Null)) && schema.Enum is null or { Count: 0 } && schema.Const is null;

    private static bool IsObject(IOpenApiSchema schema) =>
        (schema.Type is null || IsOnly(schema.Type, JsonSchemaType.Object)) && schema.Items is null && schema.OneOf is null or { Count: 0 } && schema.AnyOf is null or { Count: 0 }
        && schema.Enum is null or { Count: 0 } && schema.Const is null;

    /// <summary>The components that have this one as a part, or as a part of a part, in the order of the document.</summary>
    private List<string> Heirs(string component)
    {
        if (_heirs is null)
        {
            _heirs = [];
            foreach (var schema in document.Document.Components!.Schemas!)
            {
                foreach (var part in (schema.Value as OpenApiSchema)?.AllOf?.OfType<OpenApiSchemaReference>() ?? [])
                {
                    if (ReferenceKey(part) is not { } key || document.OwnFlag(DocumentContext.Join(Components, schema.Key), "x-humegen-ignore"))
                        continue;
                    if (!_heirs.TryGetValue(key, out var children))
                        _heirs[key] = children = [];
                    children.Add(schema.Key);
                }
            }
        }

        var all = new List<string>();
        var open = new Queue<string>([component]);
        while (open.Count > 0)
        {
            foreach (var child in _heirs.TryGetValue(open.Dequeue(), out var found) ? found : [])
            {
                if (child != component && !all.Contains(child))
                {
                    all.Add(child);
                    open.Enqueue(child);
                }
            }
        }

        return all;
    }

    // A schema with a discriminator that others have as a part: whoever asks for it may get any of them.
    private TypeUse Base(IOpenApiSchema schema, string pointer, string name, string @namespace, string component, List<string> heirs)
    {
        var draft = Draft(DraftKind.Union, schema, pointer, name, @namespace, component);
        draft.IsBase = true;
        draft.DeclaredKey = schema.Discriminator!.PropertyName;
        draft.DefaultKeyValue = document.OwnText(DocumentContext.Join(pointer, "discriminator"), "x-humegen-default") ?? document.OwnText(pointer, "x-humegen-default");
        draft.DefaultSchema = schema.Discriminator.DefaultMapping is { } fallback ? ReferenceKey(fallback) : null;
        _pending.Enqueue(() =>
        {
            foreach (var heir in heirs)
            {
                var use = Component(heir);
                // One that is a base itself stands for its own heirs, which are here already.
                if (use.Draft is { Kind: DraftKind.Record })
                    draft.Variants.Add(new VariantDraft(use, MappedValues(schema, heir), heir));
            }

            // Values that mean the base itself, or something that has it not as a part.
            if (MappedValues(schema, component) is { Count: > 0 } own)
            {
                var self = new TypeDraft(DraftKind.Record, document, pointer, @namespace, draft.Name + "Base", SchemaDocs.Of(document, schema, pointer));
                drafts.Add(self);
                AddMembers(self.Properties, schema, pointer, self.Name, @namespace, []);
                draft.Variants.Add(new VariantDraft(TypeUse.Of(self), own, component));
            }
        });
        return TypeUse.Of(draft);
    }

    private static List<string> MappedValues(IOpenApiSchema schema, string? key)
    {
        var values = new List<string>();
        foreach (var mapping in schema.Discriminator?.Mapping ?? new Dictionary<string, OpenApiSchemaReference>())
        {
            if (key is not null && mapping.Value is { } target && ReferenceKey(target) == key)
                values.Add(mapping.Key);
        }

        return values;
    }

    /// <summary>What to call an inline variant: the value of its key, or its title.</summary>
    private string? VariantName(IOpenApiSchema variant, string pointer, string? key)
    {
        if (key is not null && variant.Properties is { } properties && properties.TryGetValue(key, out var property)
            && Constant(property, DocumentContext.Join(DocumentContext.Join(pointer, "properties"), key)) is { } constant)
        {
            return CSharpNames.Pascal(constant.Text);
        }

        return variant.Title is { Length: > 0 } title ? CSharpNames.Pascal(title) : null;
    }
}
