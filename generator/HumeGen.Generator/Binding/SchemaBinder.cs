using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the schemas of one document into drafts of types.</summary>
internal sealed partial class SchemaBinder(DocumentContext document, List<TypeDraft> drafts)
{
    private const string Components = "/components/schemas";

    private readonly Dictionary<string, TypeUse?> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Pointer, string Name, string Namespace), TypeUse> _inline = [];

    // The components that have one as a part, by its key.
    private Dictionary<string, List<string>>? _heirs;

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

    /// <summary>Whether the schema describes more than a plain value.</summary>
    public static bool HasStructure(IOpenApiSchema schema)
    {
        schema = Resolve(schema);
        return schema.Properties is { Count: > 0 } || schema.Items is not null || schema.AdditionalProperties is not null
            || schema.AllOf is { Count: > 0 } || schema.OneOf is { Count: > 0 } || schema.AnyOf is { Count: > 0 };
    }

    public static bool IsBinary(IOpenApiSchema? schema) => schema is { Format: "binary" } && IsOnly(schema.Type, JsonSchemaType.String);

    /// <summary>Binds the members of an object, such as the parts of a form, without making a type of the object itself.</summary>
    public List<PropertyDraft> Members(IOpenApiSchema schema, string pointer, string name)
    {
        var members = new List<PropertyDraft>();
        AddMembers(members, schema, pointer, name, document.Namespace, []);
        AddAlternatives(members, schema, pointer, name);
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
        var (name, @namespace) = ComponentName(key);
        var use = Use(schema, pointer, name, @namespace, key);
        _components[key] = use;
        return use;
    }

    private (string Name, string Namespace) ComponentName(string key)
    {
        var pointer = DocumentContext.Join(Components, key);
        return (
            document.OwnText(pointer, "x-humegen-name") is { } given ? CSharpNames.Given(given) : CSharpNames.ForComponent(key),
            (document.OwnText(pointer, "x-humegen-namespace") ?? ChannelNamespace(pointer)) is { } other ? document.FindNamespace(other) : document.Namespace);
    }

    // A schema that stands inline in a channel belongs to the channel's namespace.
    private string? ChannelNamespace(string pointer) =>
        document.Source.File.Kind == SpecKind.AsyncApi && document.Node(pointer) is { } node
        && document.Source.ChannelOf(node)?["x-humegen-namespace"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <param name="component">The key, when the schema is a component; known at once, so that members can refer back to it.</param>
    private TypeUse Use(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component = null)
    {
        if (CustomTypes.Find(document, pointer, schema) is { } custom)
            return custom;
        if (schema is OpenApiSchemaReference reference)
            return ReferenceKey(reference) is { } key ? Component(key) : TypeUse.Json;
        if (component is not null)
            return Bind(schema, pointer, name, @namespace, component);

        // One place of the document is one type, however many objects have it as a part.
        if (!_inline.TryGetValue((pointer, name, @namespace), out var use))
            _inline[(pointer, name, @namespace)] = use = Bind(schema, pointer, name, @namespace, null);
        return use;
    }

    private TypeUse Bind(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        if (component is null && document.OwnText(pointer, "x-humegen-name") is { } given && schema.Type is not JsonSchemaType.Array)
            name = CSharpNames.Given(given);

        var type = schema.Type ?? 0;
        var nullable = (type & JsonSchemaType.Null) != 0 || schema.Enum?.Any(IsNull) == true;
        type &= ~JsonSchemaType.Null;

        if (document.OwnText(pointer, "$dynamicRef") is not null)
            document.Report(Descriptors.IgnoredKeyword, DocumentContext.Join(pointer, "$dynamicRef"), "$dynamicRef");
        var hasAlternatives = schema.OneOf is { Count: > 0 } || schema.AnyOf is { Count: > 0 };
        if (schema.AllOf is { Count: > 0 } parts)
        {
            var onlyPart = schema.Properties is null or { Count: 0 } && !hasAlternatives ? OnlyPart(schema, parts, component) : -1;
            return onlyPart >= 0
                ? Use(parts[onlyPart], DocumentContext.Join(pointer, "allOf", onlyPart), name, @namespace).OrNull(nullable)
                : Parts(schema, pointer, name, @namespace, component).OrNull(nullable);
        }

        if (hasAlternatives)
        {
            var use = schema.Properties is { Count: > 0 }
                ? Parts(schema, pointer, name, @namespace, component)
                : Alternatives(schema, pointer, name, @namespace, component);
            return use.OrNull(nullable);
        }

        if (schema.Discriminator?.PropertyName is not null && component is not null && Heirs(component) is { Count: > 0 } heirs)
            return Base(schema, pointer, name, @namespace, component, heirs).OrNull(nullable);

        if (type == JsonSchemaType.String && schema.Enum?.Any(IsText) == true)
            return Enum([(schema, pointer)], pointer, name, @namespace, component).OrNull(nullable);

        return Plain(schema, type, pointer, name, @namespace, component).OrNull(nullable);
    }

    private TypeUse Plain(IOpenApiSchema schema, JsonSchemaType type, string pointer, string name, string @namespace, string? component)
    {
        return type switch
        {
            JsonSchemaType.String => TypeUse.Of(Text(schema, pointer)),
            JsonSchemaType.Integer => TypeUse.Of(schema.Format switch { "int32" => RefKind.Int32, "uint64" => RefKind.UInt64, _ => RefKind.Int64 }),
            JsonSchemaType.Number => TypeUse.Of(Number(schema)),
            JsonSchemaType.Boolean => TypeUse.Of(RefKind.Boolean),
            JsonSchemaType.Array or 0 when IsTuple(pointer) => Tuple(schema, pointer, name, @namespace, component),
            JsonSchemaType.Array => TypeUse.ListOf(Items(schema, pointer, name, @namespace)),
            JsonSchemaType.Object => Object(schema, pointer, name, @namespace, component),
            0 when schema.Properties is { Count: > 0 } => Record(schema, pointer, name, @namespace, component),
            0 when schema.Items is not null => TypeUse.ListOf(Items(schema, pointer, name, @namespace)),
            0 when schema.Enum is { Count: > 0 } values && values.All(v => IsText(v) || IsNull(v)) && values.Any(IsText) => Enum([(schema, pointer)], pointer, name, @namespace, component),
            0 when schema.AdditionalProperties is not null || schema.PatternProperties is { Count: > 0 } => Object(schema, pointer, name, @namespace, component),
            0 when Constant(schema, pointer) is { } constant => TypeUse.Of(constant.Kind),
            0 => TypeUse.Json,
            _ => SeveralTypes(schema, type, pointer, name, @namespace, component),
        };
    }

    private static RefKind Number(IOpenApiSchema schema) => schema.Format switch
    {
        "decimal" or "decimal128" => RefKind.Decimal,
        _ => RefKind.Double,
    };

    private RefKind Text(IOpenApiSchema schema, string pointer) => schema.Format switch
    {
        "byte" or "base64" => RefKind.Bytes,
        "binary" => RefKind.File,
        "date-time" => RefKind.DateTimeOffset,
        "date" => RefKind.DateOnly,
        _ => document.OwnText(pointer, "contentEncoding") == "base64" ? RefKind.Bytes : RefKind.String,
    };

    private TypeUse Items(IOpenApiSchema schema, string pointer, string name, string @namespace) => schema.Items is { } items
        ? Use(items, DocumentContext.Join(pointer, "items"), name + "Item", @namespace)
        : TypeUse.Json;

    private TypeUse Object(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        if (schema.Properties is { Count: > 0 })
            return Record(schema, pointer, name, @namespace, component);
        if (Additional(schema, pointer) is var (values, at))
            return TypeUse.MapOf(Use(values, at, name + "Value", @namespace));
        // An object that says it has no properties is a real, empty object; one that says nothing may hold anything.
        return document.Own(pointer, "properties") is not null
            ? Record(schema, pointer, name, @namespace, component)
            : TypeUse.MapOf(TypeUse.Json);
    }

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
