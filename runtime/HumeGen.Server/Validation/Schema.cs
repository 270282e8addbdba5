using System.Text.Json.Nodes;

namespace HumeGen.Server.Validation;

/// <summary>
/// One schema of a spec with its references resolved. It is filled once by <see cref="SchemaCompiler"/> and only read afterwards,
/// so that servers can share it.
/// </summary>
internal sealed class Schema
{
    public JsonKinds Kinds { get; set; }

    public string? Format { get; set; }

    public Dictionary<string, Schema> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>True where null for a member that is not required means that it is absent.</summary>
    public bool TakesNullForOptional { get; set; }

    /// <summary>The schema of members that <see cref="Properties"/> does not name; null when the spec says nothing of them.</summary>
    public Schema? AdditionalProperties { get; set; }

    public Schema? Items { get; set; }

    public List<Schema> AllOf { get; } = [];

    /// <summary>The alternatives of <c>oneOf</c> and <c>anyOf</c>.</summary>
    public List<Schema> Variants { get; } = [];

    /// <summary>The property that tells the variants apart, and the variant for each of its values.</summary>
    public string? Key { get; set; }

    public Dictionary<string, Schema> VariantByKey { get; } = new(StringComparer.Ordinal);

    /// <summary>The allowed values of <c>enum</c> or <c>const</c>; null when any value goes.</summary>
    public List<JsonNode?>? Values { get; set; }

    public double? Minimum { get; set; }

    public double? Maximum { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }

    public int? MinItems { get; set; }

    public int? MaxItems { get; set; }

    public bool IsBinary => Kinds.HasFlag(JsonKinds.String) && Format == "binary";

    public bool AllowsNull => Kinds == JsonKinds.Any
        ? Variants.Count > 0 ? Variants.Any(variant => variant.AllowsNull) : AllOf.Count == 0 || AllOf.All(part => part.AllowsNull)
        : Kinds.HasFlag(JsonKinds.Null);

    /// <summary>True where an object may hold members that the spec does not name: it says so, or it names none at all.</summary>
    public bool IsOpen => AdditionalProperties is not null || (Properties.Count == 0 && AllOf.All(part => part.IsOpen));

    /// <summary>Whether a member of this name is described here or in a part of <c>allOf</c>.</summary>
    public bool Describes(string member) => Properties.ContainsKey(member) || AllOf.Exists(part => part.Describes(member));

    /// <summary>The one string that a property must hold, such as the constant of a <c>type</c> member.</summary>
    public string? ConstantOf(string property)
    {
        if (Properties.TryGetValue(property, out var schema) && schema.Values is [JsonValue only] && only.TryGetValue(out string? text))
            return text;

        return AllOf.Select(part => part.ConstantOf(property)).FirstOrDefault(constant => constant is not null);
    }
}
