using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>A schema of a specification, seen by code that shares nothing with the generator's.</summary>
internal sealed class Schema
{
    private readonly JsonObject _document;
    private readonly JsonObject _node;

    public Schema(JsonObject document, JsonNode node)
    {
        _document = document;
        _node = node.AsObject();
        IsReference = _node.ContainsKey("$ref");
        while (_node["$ref"] is { } reference)
        {
            const string Prefix = "#/components/schemas/";
            var text = reference.GetValue<string>();
            Assert.StartsWith(Prefix, text, StringComparison.Ordinal);
            _node = document["components"]!["schemas"]![text[Prefix.Length..]]?.AsObject() ?? throw new InvalidOperationException($"{text} leads nowhere.");
        }
    }

    public bool IsReference { get; }

    public string? Format => _node["format"]?.GetValue<string>();

    public IReadOnlyList<string> Types => field ??= _node["type"] switch
    {
        null => [],
        JsonArray types => [.. types.Select(t => t!.GetValue<string>())],
        var type => [type.GetValue<string>()],
    };

    public bool IsNullable => Types.Contains("null") || AllVariants.Any(v => v.Types is ["null"]);

    /// <summary>Whether any JSON is an instance, null as well.</summary>
    public bool IsAnything => Types.Count == 0 && AllVariants.Count == 0 && !IsRecord;

    public IReadOnlyList<string>? Enum => (_node["enum"] as JsonArray)?.Where(v => v is not null).Select(v => v!.GetValue<string>()).ToList();

    /// <summary>The one text that a schema in place allows; named enums stay open, however many values they have.</summary>
    public string? Constant => !IsReference && Enum is [var only] ? only : null;

    public IReadOnlyDictionary<string, Schema> Properties =>
        field ??= (_node["properties"] as JsonObject ?? []).ToDictionary(p => p.Key, p => new Schema(_document, p.Value!));

    public bool IsRecord => _node.ContainsKey("properties");

    public IReadOnlySet<string> Required => field ??= (_node["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).ToHashSet();

    public Schema? Items => field ??= _node["items"] is { } items ? new Schema(_document, items) : null;

    public Schema? Values => field ??= _node["additionalProperties"] is JsonObject values ? new Schema(_document, values) : null;

    /// <summary>The alternatives besides null.</summary>
    public IReadOnlyList<Schema> Variants => field ??= [.. AllVariants.Where(v => v.Types is not ["null"])];

    /// <summary>The property that tells the alternatives apart: each has it with a text of its own; null where there is none.</summary>
    public string? Key => Variants.Count < 2 ? null
        : Variants[0].Properties.Keys.FirstOrDefault(name => Variants.Select(v => v.Properties.GetValueOrDefault(name)?.Constant).OfType<string>()
            .Distinct().Count() == Variants.Count);

    private IReadOnlyList<Schema> AllVariants => field ??= [.. ((_node["oneOf"] ?? _node["anyOf"]) as JsonArray ?? []).Select(v => new Schema(_document, v!))];

    /// <summary>The alternative that a value is an instance of; null when it is of none.</summary>
    public Schema? Pick(JsonNode? value) => Variants.Where(v => !v.Errors(value).Any()).MinBy(v => v.Errors(value, complete: true).Count());

    /// <summary>The places where a value does not match the schema.</summary>
    /// <param name="value">The value.</param>
    /// <param name="complete">Whether every property must be there and none besides.</param>
    /// <param name="path">Place of the value.</param>
    public IEnumerable<string> Errors(JsonNode? value, bool complete = false, string path = "$")
    {
        if (value is null)
            return complete || !IsNullable ? [$"{path} is null"] : [];
        if (Variants is { Count: > 0 } variants)
        {
            var best = variants.Select(v => v.Errors(value, complete, path).ToList()).MinBy(errors => errors.Count)!;
            return best;
        }

        var kind = value.GetValueKind();
        var fits = Types.Count == 0 || Types.Any(type => type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "number" => kind == JsonValueKind.Number,
            "integer" => kind == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), out var number) && number == decimal.Truncate(number),
            _ => false,
        });
        if (!fits)
            return [$"{path} is {value.ToJsonString()}, not {string.Join(" or ", Types)}"];
        return kind switch
        {
            JsonValueKind.Object => ErrorsOfObject(value.AsObject(), complete, path),
            JsonValueKind.Array when Items is { } items => ErrorsOfArray(items, value.AsArray(), complete, path),
            JsonValueKind.String when Enum is { } values && !values.Contains(value.GetValue<string>()) => [$"{path} is {value.ToJsonString()}, which is not listed"],
            _ => [],
        };
    }

    private static IEnumerable<string> ErrorsOfArray(Schema items, JsonArray array, bool complete, string path) =>
        (complete && array.Count == 0 ? [$"{path} is empty"] : Array.Empty<string>())
        .Concat(array.SelectMany((item, i) => items.Errors(item, complete, $"{path}[{i}]")));

    private IEnumerable<string> ErrorsOfObject(JsonObject value, bool complete, string path)
    {
        if (Values is { } values)
            return value.SelectMany(entry => values.Errors(entry.Value, complete, $"{path}.{entry.Key}"));
        if (!IsRecord)
            return [];

        var needed = complete ? Properties.Keys : (IEnumerable<string>)Required;
        return needed.Where(name => !value.ContainsKey(name)).Select(name => $"{path}.{name} is missing")
            .Concat(value.SelectMany(member =>
                Properties.TryGetValue(member.Key, out var schema) ? member.Value is null && !complete && !Required.Contains(member.Key) ? []
                    : schema.Errors(member.Value, complete, $"{path}.{member.Key}")
                : complete ? [$"{path}.{member.Key} is not in the schema"]
                : Array.Empty<string>()));
    }

    /// <summary>Each value in a value together with its schema.</summary>
    public IEnumerable<Place> Places(JsonNode? value, Place? at = null)
    {
        yield return at ??= new Place(value, this, null, null, true);
        if ((Variants.Count > 0 && value is not null ? Pick(value) : this) is not { } schema)
            yield break;
        if (!ReferenceEquals(schema, this))
            yield return at = at with { Schema = schema };

        var inner = value switch
        {
            JsonObject members => members.Select(m => (m.Key, m.Value, schema.Properties.GetValueOrDefault(m.Key) ?? schema.Values)),
            JsonArray items => items.Select(item => ("", item, schema.Items)),
            _ => [],
        };
        foreach (var (name, child, childSchema) in inner)
        {
            if (childSchema is null)
                continue;
            var place = new Place(child, childSchema, value as JsonObject, name, !schema.IsRecord || schema.Required.Contains(name));
            foreach (var found in childSchema.Places(child, place))
                yield return found;
        }
    }
}

/// <summary>A value within a document.</summary>
/// <param name="Value">The value.</param>
/// <param name="Schema">Schema of the value.</param>
/// <param name="Owner">The object that it is a member of; null in lists and at the top.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record Place(JsonNode? Value, Schema Schema, JsonObject? Owner, string? Name, bool Required);
