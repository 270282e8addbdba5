using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the schemas of one document into drafts of types.</summary>
internal sealed class SchemaBinder(DocumentContext document, List<TypeDraft> drafts)
{
    private const string Components = "/components/schemas";

    private readonly Dictionary<string, TypeUse?> _components = new(StringComparer.Ordinal);

    // Members are bound after their type is known, so that schemas may refer to each other in circles.
    private readonly Queue<Action> _pending = new();

    /// <summary>Drafts all component schemas, referred to or not, but those that an overlay leaves out.</summary>
    public void BindComponents()
    {
        foreach (var key in document.Document.Components?.Schemas?.Keys.ToArray() ?? [])
        {
            if (!document.OwnFlag(DocumentContext.Join(Components, key), "x-humegen-ignore"))
                Component(key);
        }

        Complete();
    }

    /// <summary>The use of a schema that stands outside the components; its own types are named after <paramref name="name"/>.</summary>
    public TypeUse Bind(IOpenApiSchema schema, string pointer, string name)
    {
        var use = Use(schema, pointer, name, document.Namespace);
        Complete();
        return use;
    }

    /// <summary>Whether the schema is an object without any members: a response of that kind carries nothing.</summary>
    public static bool IsEmptyObject(IOpenApiSchema schema) =>
        schema is { Properties: null or { Count: 0 }, AdditionalProperties: null, OneOf: null or { Count: 0 }, AnyOf: null or { Count: 0 }, AllOf: null or { Count: 0 } }
        && schema.Type is { } type && (type & JsonSchemaType.Object) != 0;

    public static bool IsBinary(IOpenApiSchema? schema) => schema is { Format: "binary" } && IsOnly(schema.Type, JsonSchemaType.String);

    /// <summary>Binds the members of an object, such as the parts of a form, without making a type of the object itself.</summary>
    public List<PropertyDraft> Members(IOpenApiSchema schema, string pointer, string name)
    {
        var members = new List<PropertyDraft>();
        AddMembers(members, schema, pointer, name, document.Namespace, []);
        Complete();
        return members;
    }

    /// <summary>The use of a component by its key.</summary>
    public TypeUse BindComponent(string key)
    {
        var use = Component(key);
        Complete();
        return use;
    }

    private void Complete()
    {
        while (_pending.Count > 0)
            _pending.Dequeue()();
    }

    private TypeUse Component(string key)
    {
        if (_components.TryGetValue(key, out var known))
        {
            if (known is not null)
                return known;
            document.Report(Descriptors.RecursiveAlias, DocumentContext.Join(Components, key), key);
            return TypeUse.Json;
        }

        if (document.Document.Components?.Schemas is not { } schemas || !schemas.TryGetValue(key, out var schema))
            return TypeUse.Json;

        _components[key] = null;
        var pointer = DocumentContext.Join(Components, key);
        var given = document.OwnText(pointer, "x-humegen-name");
        var @namespace = document.OwnText(pointer, "x-humegen-namespace") is { } other ? document.FindNamespace(other) : document.Namespace;
        var use = Use(schema, pointer, given is null ? CSharpNames.ForComponent(key) : CSharpNames.Given(given), @namespace, key);
        _components[key] = use;
        return use;
    }

    /// <param name="component">The key, when the schema is a component; known at once, so that members can refer back to it.</param>
    private TypeUse Use(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component = null)
    {
        if (CustomTypes.Find(document, pointer, schema) is { } custom)
            return custom;
        if (schema is OpenApiSchemaReference reference)
            return ReferenceKey(reference) is { } key ? Component(key) : TypeUse.Json;

        if (component is null && document.OwnText(pointer, "x-humegen-name") is { } given && schema.Type is not JsonSchemaType.Array)
            name = CSharpNames.Given(given);

        var type = schema.Type ?? 0;
        var nullable = (type & JsonSchemaType.Null) != 0 || schema.Enum?.Any(IsNull) == true;
        type &= ~JsonSchemaType.Null;

        if (schema.AllOf is { Count: > 0 } parts)
        {
            var onlyPart = parts.Count == 1 && schema.Properties is null or { Count: 0 };
            if (onlyPart && parts.Count == 1)
                return Use(parts[0], DocumentContext.Join(pointer, "allOf", 0), name, @namespace).OrNull(nullable);
            return Record(schema, pointer, name, @namespace, component).OrNull(nullable);
        }

        if (schema.OneOf is { Count: > 0 } || schema.AnyOf is { Count: > 0 })
            return Alternatives(schema, pointer, name, @namespace, component).OrNull(nullable);

        if (type == JsonSchemaType.String && schema.Enum?.Any(IsText) == true)
            return Enum([schema], pointer, name, @namespace, component).OrNull(nullable);

        var use = type switch
        {
            JsonSchemaType.String => TypeUse.Of(Text(schema, pointer)),
            JsonSchemaType.Integer => TypeUse.Of(schema.Format switch { "int32" => RefKind.Int32, "uint64" => RefKind.UInt64, _ => RefKind.Int64 }),
            JsonSchemaType.Number => TypeUse.Of(RefKind.Double),
            JsonSchemaType.Boolean => TypeUse.Of(RefKind.Boolean),
            JsonSchemaType.Array => TypeUse.ListOf(Items(schema, pointer, name, @namespace)),
            JsonSchemaType.Object => Object(schema, pointer, name, @namespace, component),
            0 when schema.Properties is { Count: > 0 } => Record(schema, pointer, name, @namespace, component),
            0 when schema.Items is not null => TypeUse.ListOf(Items(schema, pointer, name, @namespace)),
            0 when schema.Enum is { Count: > 0 } values && values.All(IsText) => Enum([schema], pointer, name, @namespace, component),
            0 => TypeUse.Json,
            _ => SeveralTypes(schema, type, pointer, name, @namespace, component),
        };
        return use.OrNull(nullable);
    }

    private RefKind Text(IOpenApiSchema schema, string pointer) => schema.Format switch
    {
        "byte" or "base64" => RefKind.Bytes,
        "binary" => RefKind.File,
        "date-time" => RefKind.DateTimeOffset,
        _ => document.OwnText(pointer, "contentEncoding") == "base64" ? RefKind.Bytes : RefKind.String,
    };

    private TypeUse Items(IOpenApiSchema schema, string pointer, string name, string @namespace) => schema.Items is { } items
        ? Use(items, DocumentContext.Join(pointer, "items"), name + "Item", @namespace)
        : TypeUse.Json;

    private TypeUse Object(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        if (schema.Properties is { Count: > 0 })
            return Record(schema, pointer, name, @namespace, component);
        if (schema.AdditionalProperties is { } values)
            return TypeUse.MapOf(Use(values, DocumentContext.Join(pointer, "additionalProperties"), name + "Value", @namespace));
        // An object that says it has no properties is a real, empty object; one that says nothing may hold anything.
        return document.Own(pointer, "properties") is not null
            ? Record(schema, pointer, name, @namespace, component)
            : TypeUse.MapOf(TypeUse.Json);
    }

    private TypeUse Record(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var draft = Draft(DraftKind.Record, schema, pointer, name, @namespace, component);
        _pending.Enqueue(() =>
        {
            AddMembers(draft.Properties, schema, pointer, draft.Name, @namespace, []);
            draft.Entries = document.OwnText(pointer, "x-humegen-entries") is { } entries ? CSharpNames.Given(entries) : null;
            if (schema.AdditionalProperties is { } values && !IsFree(values))
                draft.Additional = Use(values, DocumentContext.Join(pointer, "additionalProperties"), draft.Name + "Value", @namespace);
        });
        return TypeUse.Of(draft);
    }

    // allOf is flattened: a record has the members of all its parts, later ones winning.
    private void AddMembers(List<PropertyDraft> members, IOpenApiSchema schema, string pointer, string owner, string @namespace, HashSet<string> path)
    {
        for (var i = 0; i < (schema.AllOf?.Count ?? 0); i++)
        {
            var part = schema.AllOf![i];
            if (part is OpenApiSchemaReference reference)
            {
                if (ReferenceKey(reference) is { } key && path.Add(key) && document.Document.Components!.Schemas!.TryGetValue(key, out var target))
                {
                    AddMembers(members, target, DocumentContext.Join(Components, key), owner, @namespace, path);
                    path.Remove(key);
                }
            }
            else
            {
                AddMembers(members, part, DocumentContext.Join(pointer, "allOf", i), owner, @namespace, path);
            }
        }

        foreach (var property in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var member = Member(schema, property.Key, property.Value, pointer, owner, @namespace);
            members.RemoveAll(m => m.WireName == member.WireName);
            members.Add(member);
        }

        // A part may require what another part declares.
        if (schema.Required is { Count: > 0 } required)
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (required.Contains(members[i].WireName))
                    members[i] = members[i] with { Required = true };
            }
        }
    }

    private PropertyDraft Member(IOpenApiSchema owner, string wireName, IOpenApiSchema schema, string pointer, string ownerName, string @namespace)
    {
        var at = DocumentContext.Join(DocumentContext.Join(pointer, "properties"), wireName);
        var given = document.OwnText(at, "x-humegen-name");
        var constant = Constant(schema);
        var use = constant is not null
            ? TypeUse.Of(RefKind.String)
            : Use(schema, at, ownerName + CSharpNames.Pascal(wireName), @namespace);
        return new PropertyDraft(
            wireName,
            given is null ? null : CSharpNames.Given(given),
            use,
            owner.Required?.Contains(wireName) == true,
            constant,
            schema.Format == "password",
            SchemaDocs.Of(document, schema, at));
    }

    /// <summary>The one text that an inline schema allows; null when it allows several, or refers to a named enum.</summary>
    private static string? Constant(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference || !IsOnly(schema.Type, JsonSchemaType.String))
            return null;
        if (schema.Const is { } value)
            return value;
        return schema.Enum is { Count: 1 } values && IsText(values[0]) ? values[0]!.GetValue<string>() : null;
    }

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
        if (variants.All(v => IsOnly(Resolve(v.Schema).Type, JsonSchemaType.String) && Resolve(v.Schema).Format is null) && variants.Any(v => Resolve(v.Schema).Enum?.Any(IsText) == true))
            return Enum([.. variants.Select(v => Resolve(v.Schema))], pointer, name, @namespace, component).OrNull(nullable);

        // Whether it is a union of objects or of values shows when all variants are known.
        var draft = Draft(DraftKind.Union, schema, pointer, name, @namespace, component);
        draft.DeclaredKey = schema.Discriminator?.PropertyName;
        draft.DefaultKeyValue = document.OwnText(DocumentContext.Join(pointer, "discriminator"), "x-humegen-default") ?? document.OwnText(pointer, "x-humegen-default");
        _pending.Enqueue(() =>
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var (variant, at) = variants[i];
                var suffix = VariantName(variant, schema.Discriminator?.PropertyName) ?? (i + 1).ToString(CultureInfo.InvariantCulture);
                var key = variant is OpenApiSchemaReference reference ? ReferenceKey(reference) : null;
                draft.Variants.Add(new VariantDraft(Use(variant, at, draft.Name + suffix, @namespace), MappedValues(schema, key), key));
            }
        });
        return TypeUse.Of(draft).OrNull(nullable);
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
    private static string? VariantName(IOpenApiSchema variant, string? key)
    {
        if (key is not null && variant.Properties is { } properties && properties.TryGetValue(key, out var property) && Constant(property) is { } constant)
            return CSharpNames.Pascal(constant);
        return variant.Title is { Length: > 0 } title ? CSharpNames.Pascal(title) : null;
    }

    private TypeUse Enum(IReadOnlyList<IOpenApiSchema> schemas, string pointer, string name, string @namespace, string? component)
    {
        var draft = Draft(DraftKind.Enum, schemas[0], pointer, name, @namespace, component);
        var wireValues = schemas.SelectMany(s => s.Enum ?? []).Where(IsText).Select(v => v!.GetValue<string>()).Distinct(StringComparer.Ordinal).ToArray();
        var names = Beside(pointer, "x-enum-varnames", wireValues.Length);
        var docs = Beside(pointer, "x-enum-descriptions", wireValues.Length);
        var facts = document.Own(pointer, "x-humegen-facts") as JsonObject;
        for (var i = 0; i < wireValues.Length; i++)
        {
            var member = names is null ? CSharpNames.Pascal(wireValues[i]) : CSharpNames.Given(names[i]);
            draft.Values.Add(new EnumValueModel(wireValues[i], member, docs?[i] ?? $"The value \"{wireValues[i]}\"."));
        }

        foreach (var fact in facts ?? [])
        {
            if (Fact(fact.Key, fact.Value as JsonObject, DocumentContext.Join(DocumentContext.Join(pointer, "x-humegen-facts"), fact.Key), wireValues.Length) is { } model)
                draft.Facts.Add(model);
        }

        return TypeUse.Of(draft);
    }

    private EnumFactModel? Fact(string name, JsonObject? fact, string pointer, int count)
    {
        if (fact?["values"] is not JsonArray list || list.Count != count)
        {
            document.Report(Descriptors.EnumListLength, pointer, name, Count(fact?["values"]), count.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        var isBoolean = list.All(v => v is JsonValue value && value.TryGetValue(out bool _));
        var values = list.Select(v => v is null ? "" : IsText(v) ? v.GetValue<string>() : v.ToJsonString());
        return new EnumFactModel(CSharpNames.Given(name), document.OwnText(pointer, "description") ?? name, isBoolean, EquatableArray.From(values));
    }

    private string[]? Beside(string pointer, string keyword, int count)
    {
        if (document.Own(pointer, keyword) is not { } node)
            return null;
        if (node is JsonArray list && list.Count == count && list.All(IsText))
            return [.. list.Select(v => v!.GetValue<string>())];
        document.Report(Descriptors.EnumListLength, DocumentContext.Join(pointer, keyword), keyword, Count(node), count.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private static string Count(JsonNode? node) => (node is JsonArray list ? list.Count : 0).ToString(CultureInfo.InvariantCulture);

    private TypeDraft Draft(DraftKind kind, IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var draft = new TypeDraft(kind, document, pointer, @namespace, name, SchemaDocs.Of(document, schema, pointer))
        {
            IsNamed = component is not null || document.OwnText(pointer, "x-humegen-name") is not null,
        };
        drafts.Add(draft);
        if (component is not null)
            _components[component] = TypeUse.Of(draft);
        return draft;
    }

    private static string? ReferenceKey(OpenApiSchemaReference reference)
    {
        var id = reference.Reference.Id;
        return string.IsNullOrEmpty(id) ? null : id;
    }

    private static IOpenApiSchema Resolve(IOpenApiSchema schema) =>
        schema is OpenApiSchemaReference reference ? reference.RecursiveTarget ?? schema : schema;

    private static bool IsOnly(JsonSchemaType? type, JsonSchemaType only) => type is { } given && (given & ~JsonSchemaType.Null) == (only & ~JsonSchemaType.Null) && (only != JsonSchemaType.Null || given == only);

    private static bool IsFree(IOpenApiSchema schema) => schema is not OpenApiSchemaReference && schema.Type is null && schema.Properties is null or { Count: 0 }
        && schema.OneOf is null or { Count: 0 } && schema.AnyOf is null or { Count: 0 } && schema.AllOf is null or { Count: 0 } && schema.Enum is null or { Count: 0 };

    private static bool IsNull(JsonNode? node) => node is null || node.GetValueKind() == System.Text.Json.JsonValueKind.Null || node.IsJsonNullSentinel();

    private static bool IsText(JsonNode? node) => node is JsonValue value && !IsNull(node) && value.TryGetValue(out string? _);
}
