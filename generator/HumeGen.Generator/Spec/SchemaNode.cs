using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>
/// A schema at its place. Keywords of a reference are those of its target, as far as the reference itself says nothing else; members that begin with
/// Own are at the place itself.
/// </summary>
internal sealed class SchemaNode : SpecNode
{
    private readonly IOpenApiSchema _schema;
    private readonly JsonTypes? _only;
    private IOpenApiSchema? _structure;
    private SchemaKeywords? _keywords;
    private IReadOnlyList<SchemaNode>? _allOf;
    private IReadOnlyList<SchemaNode>? _oneOf;
    private IReadOnlyList<SchemaNode>? _anyOf;
    private IReadOnlyList<(string Name, SchemaNode Schema)>? _properties;

    public SchemaNode(ApiDocument document, JsonPointer pointer, JsonObject? json, IOpenApiSchema schema)
        : this(document, pointer, json, schema, null)
    {
    }

    private SchemaNode(ApiDocument document, JsonPointer pointer, JsonObject? json, IOpenApiSchema schema, JsonTypes? only)
        : base(document, pointer, json)
    {
        _schema = schema;
        _only = only;
    }

    // What a reference may say itself is read from the reference, all else from its target. The library looks for the target each time that it is asked.
    private IOpenApiSchema Structure => _structure ??= _schema is OpenApiSchemaReference { RecursiveTarget: { } target } ? target : _schema;

    /// <summary>The name given to the type, by hand or for another tool; null where there is none.</summary>
    public string? TypeName => GivenName ?? NameOfOtherTool(ExtensionWords.TypeNames);

    /// <summary>The name given to the property, by hand or for another tool; null where there is none.</summary>
    public string? PropertyName => GivenName ?? NameOfOtherTool(ExtensionWords.PropertyNames);

    /// <summary>The namespace given by hand, to the schema or to the channel in which it stands inline; null where there is none.</summary>
    public string? GivenNamespace => Text(ExtensionWords.Namespace)
        ?? (Json is { } json ? (Document.File.ChannelOf(json)?[ExtensionWords.Namespace.Name]).AsText() : null);

    /// <summary>Whether the schema of an AsyncAPI document was written inline in a channel or message, so that nothing else has it.</summary>
    public bool StandsInline => Json is { } json && Document.File.IsInline(json);

    /// <summary>Whether the schema stands somewhere else.</summary>
    public bool IsReference => _schema is OpenApiSchemaReference;

    /// <summary>The component that a reference names; null where the schema is no reference.</summary>
    public string? ReferenceKey => _schema is OpenApiSchemaReference { Reference.Id: { Length: > 0 } key } ? key : null;

    /// <summary>The component that a reference names; null where the schema is no reference, or leads nowhere.</summary>
    public SchemaNode? Component => ReferenceKey is { } key ? Document.Schema(key) : null;

    /// <summary>The schema at the end of all references; the schema itself where there are none.</summary>
    public SchemaNode Target
    {
        get
        {
            var node = this;
            for (var hops = 0; hops < Limits.ReferenceHops && node.ReferenceKey is { } key && Document.Schema(key) is { } next; hops++)
                node = next;
            return node;
        }
    }

    /// <summary>The allowed types, null among them; <see cref="JsonTypes.None"/> where the schema does not say.</summary>
    public JsonTypes Types => _only ?? (JsonTypes)(Structure.Type ?? 0);

    /// <summary>The allowed types but null.</summary>
    public JsonTypes TypesButNull => Types & ~JsonTypes.Null;

    /// <summary>The allowed types but null, or where none is named the one that other keywords imply; <see cref="JsonTypes.None"/> where nothing tells.</summary>
    public JsonTypes ValueTypes => TypesButNull is not JsonTypes.None and var types ? types
        : IsTuple ? JsonTypes.Array
        : Has(SchemaKeywords.Properties) ? JsonTypes.Object
        : Has(SchemaKeywords.Items) ? JsonTypes.Array
        : Enum.Any(JsonValues.IsText) && Enum.All(v => JsonValues.IsText(v) || JsonValues.IsNull(v)) ? JsonTypes.String
        : Has(SchemaKeywords.AdditionalProperties | SchemaKeywords.PatternProperties) ? JsonTypes.Object
        : JsonTypes.None;

    /// <summary>Whether null is a value, by type or by enum.</summary>
    public bool AllowsNull => (Types & JsonTypes.Null) != 0 || Structure.Enum?.Any(JsonValues.IsNull) == true;

    /// <summary>Whether null is the only value.</summary>
    public bool IsNullAlone => Types == JsonTypes.Null
        || (Types == JsonTypes.None && (Enum is { Count: > 0 } ? Enum.All(JsonValues.IsNull) : Json is { } json && json.TryGetPropertyValue("const", out var value) && value is null));

    public string? Format => Structure.Format;

    public string? Pattern => Structure.Pattern;

    public string? Title => _schema.Title;

    public string? Description => _schema.Description;

    public string? OwnTitle => OwnText("title");

    /// <summary>The values of the enum; empty where there is none.</summary>
    public IReadOnlyList<JsonNode?> Enum => (IReadOnlyList<JsonNode?>?)(Structure.Enum as List<JsonNode>) ?? Structure.Enum?.ToArray() ?? [];

    /// <summary>Whether the schema has the keyword <c>const</c>.</summary>
    public bool HasConst => Structure.Const is not null;

    /// <summary>The one value that stands at the place itself, as <c>const</c> or as an enum of one; null where there is none.</summary>
    public JsonValue? OwnSingleValue => IsReference ? null : (Json?["const"] ?? (Json?["enum"] is JsonArray { Count: 1 } values ? values[0] : null)) as JsonValue;

    /// <summary>The default where it is a plain value; null where there is none, and for null.</summary>
    public JsonValue? Default => AnyDefault as JsonValue;

    /// <summary>The default; null where there is none, and for null.</summary>
    public JsonNode? AnyDefault => JsonValues.IsNull(_schema.Default) ? null : _schema.Default;

    public string? Minimum => Structure.Minimum;

    public string? Maximum => Structure.Maximum;

    public int? MinLength => Structure.MinLength;

    public int? MaxLength => Structure.MaxLength;

    public int? MinItems => Structure.MinItems;

    public bool IsReadOnly => OwnFlag("readOnly") || _schema.ReadOnly;

    public bool IsWriteOnly => OwnFlag("writeOnly") || _schema.WriteOnly;

    public bool IsSecret => Structure.Format == "password";

    /// <summary>Encoding in which a text holds bytes, such as <c>base64</c>.</summary>
    public string? ContentEncoding => OwnText("contentEncoding");

    /// <summary>The media type of what a text holds.</summary>
    public string? ContentMediaType => OwnText("contentMediaType");

    /// <summary>Whether the place itself has the keyword <c>properties</c>, be it empty.</summary>
    public bool DeclaresProperties => Json?["properties"] is not null;

    /// <summary>Whether the items of the list each have a schema of their own; these are <see cref="Properties"/>, named by their positions from 1.</summary>
    public bool IsTuple => Json is { } json && Document.File.IsTuple(json);

    /// <summary>Whether a list or a tuple takes no further items.</summary>
    public bool IsClosed => Structure.Items is { Not: not null };

    public IReadOnlyCollection<string> Required => Structure.Required is { } required ? (IReadOnlyCollection<string>?)(required as HashSet<string>) ?? [.. required] : [];

    /// <summary>The properties that the schema declares itself, in the order of the document.</summary>
    public IReadOnlyList<(string Name, SchemaNode Schema)> Properties => _properties ??= Members("properties", Structure.Properties);

    public SchemaNode? Items => Structure.Items is { } items ? Child("items", items) : null;

    private SchemaNode? AdditionalProperties => Structure.AdditionalProperties is { } values ? Child("additionalProperties", values) : null;

    private List<(string Pattern, SchemaNode Schema)> PatternProperties => Members("patternProperties", Structure.PatternProperties);

    public IReadOnlyList<SchemaNode> AllOf => _allOf ??= List("allOf", Structure.AllOf);

    public IReadOnlyList<SchemaNode> OneOf => _oneOf ??= List("oneOf", Structure.OneOf);

    public IReadOnlyList<SchemaNode> AnyOf => _anyOf ??= List("anyOf", Structure.AnyOf);

    /// <summary>The alternatives of <c>oneOf</c>, or of <c>anyOf</c> where there is no <c>oneOf</c>.</summary>
    public IReadOnlyList<SchemaNode> Alternatives => OneOf is { Count: > 0 } oneOf ? oneOf : AnyOf;

    /// <summary>The keyword of <see cref="Alternatives"/>.</summary>
    public string AlternativesKeyword => Has(SchemaKeywords.OneOf) ? "oneOf" : "anyOf";

    /// <summary>The discriminator; null where there is none.</summary>
    public DiscriminatorNode? Discriminator => Structure.Discriminator is { } discriminator
        ? new DiscriminatorNode(Document, Pointer / "discriminator", OwnObject("discriminator"), discriminator) : null;

    /// <summary>The schema of further properties where one describes all of them; null where they may be anything, or must not be there.</summary>
    public SchemaNode? FurtherProperties
    {
        get
        {
            if (AdditionalProperties is { } values)
                return values;
            // Properties that match no pattern must not be there, or the pattern takes anything.
            if (PatternProperties.Count != 1)
                return null;
            var (pattern, schema) = PatternProperties[0];
            return !Structure.AdditionalPropertiesAllowed || pattern is "" or ".*" or "^.*$" or ".+" or "^.+$" or "^" ? schema : null;
        }
    }

    /// <summary>Whether the schema is one of several, and nothing besides.</summary>
    public bool IsChoice => Has(SchemaKeywords.Alternatives) && !Has(SchemaKeywords.AllOf | SchemaKeywords.Properties) && !OnlyLimitsByAlternatives;

    // A type of its own, beside alternatives of which some say no more than limits or formats.
    private bool OnlyLimitsByAlternatives => TypesButNull is not (JsonTypes.None or JsonTypes.Object)
        && Alternatives.All(a => !a.IsReference && !a.HasStructure && !a.Has(SchemaKeywords.Type))
        && Alternatives.Any(a => !a.Has(SchemaKeywords.Enum | SchemaKeywords.Const));

    /// <summary>Whether the schema has parts, or is one of several beside properties of its own.</summary>
    public bool IsComposed => Has(SchemaKeywords.AllOf) || (Has(SchemaKeywords.Alternatives) && Has(SchemaKeywords.Properties));

    /// <summary>All keywords of the schema that decide what it becomes.</summary>
    public SchemaKeywords Keywords => _keywords ??= ReadKeywords();

    /// <summary>Whether the schema has any of the keywords.</summary>
    public bool Has(SchemaKeywords any) => (Keywords & any) != 0;

    /// <summary>Whether the schema allows one type alone, with or without null.</summary>
    public bool IsOnly(JsonTypes type) => Has(SchemaKeywords.Type) && TypesButNull == type;

    /// <summary>Whether the schema is an object without any members: a response of that kind carries nothing.</summary>
    public bool IsEmptyObject => (Types & JsonTypes.Object) != 0
        && !Has(SchemaKeywords.Properties | SchemaKeywords.AdditionalProperties | SchemaKeywords.AllOf | SchemaKeywords.Alternatives);

    /// <summary>Whether the schema or its target describes more than a plain value.</summary>
    public bool HasStructure => Target.Has(SchemaKeywords.Structure);

    /// <summary>Whether the schema is a text that stands for bytes outside of JSON.</summary>
    public bool IsBinary => Format == "binary" && IsOnly(JsonTypes.String);

    /// <summary>Whether the schema, which is no reference, allows anything.</summary>
    public bool AllowsAnything => !IsReference
        && !Has(SchemaKeywords.Type | SchemaKeywords.Properties | SchemaKeywords.AllOf | SchemaKeywords.Alternatives | SchemaKeywords.Enum);

    /// <summary>Whether the schema only describes, such as a description beside a reference.</summary>
    public bool OnlyDescribes => !HasStructure
        && !Has(SchemaKeywords.Type | SchemaKeywords.Required | SchemaKeywords.Enum | SchemaKeywords.Const | SchemaKeywords.Format);

    /// <summary>Whether the schema only requires or limits what another one describes.</summary>
    public bool OnlyLimits => !IsReference && !HasStructure && !Has(SchemaKeywords.Enum | SchemaKeywords.Const)
        && Types is JsonTypes.None or JsonTypes.Object or JsonTypes.Null;

    /// <summary>Whether the schema can be an object that is no choice.</summary>
    public bool IsObject => (!Has(SchemaKeywords.Type) || IsOnly(JsonTypes.Object))
        && !Has(SchemaKeywords.Items | SchemaKeywords.Alternatives | SchemaKeywords.Enum | SchemaKeywords.Const);

    /// <summary>The same schema, as far as it allows values of one type.</summary>
    public SchemaNode As(JsonTypes type) => new(Document, Pointer, Json, _schema, type);

    /// <summary>A property that the schema declares itself; null where there is none.</summary>
    public SchemaNode? Property(string name) => Structure.Properties is { } properties && properties.TryGetValue(name, out var schema)
        ? Member("properties", name, schema) : null;

    /// <summary>A property that stands at the place itself; null where there is none.</summary>
    public SchemaNode? OwnProperty(string name) => OwnObject("properties")?.ContainsKey(name) == true ? Property(name) : null;

    /// <summary>Keywords that describe properties under conditions, which no C# type can say.</summary>
    public IEnumerable<string> ConditionalKeywords
    {
        get
        {
            foreach (var keyword in (string[])["then", "else", "dependentSchemas"])
            {
                if (OwnObject(keyword) is { } node && DescribesProperties(node, keyword == "dependentSchemas"))
                    yield return keyword;
            }

            if (OwnObject("patternProperties") is { Count: > 1 })
                yield return "patternProperties";
        }
    }

    private static bool DescribesProperties(JsonObject node, bool isMap) => isMap
        ? node.Any(m => m.Value is JsonObject inner && DescribesProperties(inner, false))
        : node["properties"] is JsonObject { Count: > 0 } || node.ContainsKey("$ref");

    private SchemaKeywords ReadKeywords()
    {
        var keywords = SchemaKeywords.None;
        Add(SchemaKeywords.Type, Structure.Type is not null);
        Add(SchemaKeywords.Format, Structure.Format is not null);
        Add(SchemaKeywords.Enum, Structure.Enum is { Count: > 0 });
        Add(SchemaKeywords.Const, Structure.Const is not null);
        Add(SchemaKeywords.Required, Structure.Required is { Count: > 0 });
        Add(SchemaKeywords.Properties, Structure.Properties is { Count: > 0 });
        Add(SchemaKeywords.AdditionalProperties, Structure.AdditionalProperties is not null);
        Add(SchemaKeywords.PatternProperties, Structure.PatternProperties is { Count: > 0 });
        Add(SchemaKeywords.Items, Structure.Items is not null);
        Add(SchemaKeywords.AllOf, Structure.AllOf is { Count: > 0 });
        Add(SchemaKeywords.OneOf, Structure.OneOf is { Count: > 0 });
        Add(SchemaKeywords.AnyOf, Structure.AnyOf is { Count: > 0 });
        return keywords;

        void Add(SchemaKeywords keyword, bool isThere) => keywords |= isThere ? keyword : SchemaKeywords.None;
    }

    private List<(string Name, SchemaNode Schema)> Members(string keyword, IDictionary<string, IOpenApiSchema>? members)
    {
        if (members is not { Count: > 0 })
            return [];
        var nodes = new List<(string, SchemaNode)>(members.Count);
        foreach (var member in members)
            nodes.Add((member.Key, Member(keyword, member.Key, member.Value)));
        return nodes;
    }

    private SchemaNode[] List(string keyword, IList<IOpenApiSchema>? schemas)
    {
        if (schemas is not { Count: > 0 })
            return [];
        var json = Json?[keyword] as JsonArray;
        var nodes = new SchemaNode[schemas.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new SchemaNode(Document, Pointer / keyword / i, i < json?.Count ? json[i] as JsonObject : null, schemas[i]);
        return nodes;
    }

    private SchemaNode Member(string keyword, string name, IOpenApiSchema schema) =>
        new(Document, Pointer / keyword / name, OwnObject(keyword)?[name] as JsonObject, schema);

    private SchemaNode Child(string keyword, IOpenApiSchema schema) => new(Document, Pointer / keyword, OwnObject(keyword), schema);
}
