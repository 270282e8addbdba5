using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Validation;

/// <summary>
/// Checks a JSON tree against a <see cref="Schema"/>. Own code, because the messages must name a location in the form of Hume's 422
/// answers, and members that a spec does not name count as faults.
/// </summary>
internal static class SchemaValidator
{
    public static List<ValidationProblem> Validate(JsonNode? value, Schema schema, ImmutableArray<object> location)
    {
        var problems = new List<ValidationProblem>();
        Check(value, schema, location, problems, refuseExtras: true);
        return problems;
    }

    private static void Check(JsonNode? value, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems, bool refuseExtras)
    {
        if (problems.Count >= ValidationProblem.Most)
            return;

        if (value is null)
        {
            if (!schema.AllowsNull)
                problems.Add(new ValidationProblem(at, "Input must not be null; leave the member out instead", "none_forbidden"));

            return;
        }

        if (schema.Kinds != JsonKinds.Any && !Fits(value, schema.Kinds))
        {
            var (message, type) = Expected(schema.Kinds);
            problems.Add(new ValidationProblem(at, message, type));
            return;
        }

        if (schema.Values is { } values && !values.Exists(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            var list = string.Join(", ", values.Select(Shown));
            problems.Add(new ValidationProblem(at, values.Count == 1 ? $"Input should be {list}" : $"Input should be one of {list}", "enum"));
            return;
        }

        switch (value)
        {
            case JsonObject members:
                CheckMembers(members, schema, at, problems, refuseExtras);
                break;
            case JsonArray items:
                CheckItems(items, schema, at, problems);
                break;
            case JsonValue scalar:
                CheckScalar(scalar, schema, at, problems);
                break;
        }

        foreach (var part in schema.AllOf)
            Check(value, part, at, problems, refuseExtras: false);

        if (schema.Variants.Count > 0)
            CheckVariants(value, schema, at, problems);
    }

    private static void CheckMembers(
        JsonObject members, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems, bool refuseExtras)
    {
        foreach (var name in schema.Required.Where(name => !members.ContainsKey(name)))
            problems.Add(new ValidationProblem(at.Add(name), "Field required", "missing"));

        foreach (var (name, member) in members)
        {
            if (problems.Count >= ValidationProblem.Most)
                return;

            if (schema.Properties.TryGetValue(name, out var property))
            {
                if (member is null && schema.TakesNullForOptional && !schema.Required.Contains(name))
                    continue;

                Check(member, property, at.Add(name), problems, refuseExtras: true);
            }
            else if (schema.AdditionalProperties is { } additional && !schema.Describes(name))
            {
                Check(member, additional, at.Add(name), problems, refuseExtras: true);
            }
            else if (refuseExtras && schema.Variants.Count == 0 && !schema.IsOpen && !schema.Describes(name))
            {
                problems.Add(new ValidationProblem(
                    at.Add(name), "The API does not know this member; remove it or correct its name", "extra_forbidden"));
            }
        }
    }

    private static void CheckItems(JsonArray items, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems)
    {
        if (items.Count < schema.MinItems)
            problems.Add(new ValidationProblem(at, $"List should have at least {schema.MinItems} items, not {items.Count}", "too_short"));

        if (items.Count > schema.MaxItems)
            problems.Add(new ValidationProblem(at, $"List should have at most {schema.MaxItems} items, not {items.Count}", "too_long"));

        if (schema.Items is { } itemSchema)
        {
            for (var i = 0; i < items.Count && problems.Count < ValidationProblem.Most; i++)
                Check(items[i], itemSchema, at.Add(i), problems, refuseExtras: true);
        }
    }

    private static void CheckScalar(JsonValue scalar, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems)
    {
        if (scalar.GetValueKind() == JsonValueKind.Number)
        {
            var number = NumberOf(scalar);
            if (!double.IsFinite(number))
                problems.Add(new ValidationProblem(at, "Input should be a finite number", "finite_number"));

            if (number < schema.Minimum || (schema.Format == "uint64" && number < 0))
            {
                problems.Add(new ValidationProblem(
                    at, Invariant($"Input should be greater than or equal to {schema.Minimum ?? 0}"), "greater_than_equal"));
            }

            if (number > schema.Maximum)
                problems.Add(new ValidationProblem(at, Invariant($"Input should be less than or equal to {schema.Maximum}"), "less_than_equal"));
        }
        else if (scalar.GetValueKind() == JsonValueKind.String)
        {
            CheckText(scalar.GetValue<string>(), schema, at, problems);
        }
    }

    private static void CheckText(string text, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems)
    {
        if (text.Length < schema.MinLength)
            problems.Add(new ValidationProblem(at, $"String should have at least {schema.MinLength} characters", "string_too_short"));

        if (text.Length > schema.MaxLength)
        {
            problems.Add(new ValidationProblem(
                at, $"String should have at most {schema.MaxLength} characters, not {text.Length}", "string_too_long"));
        }

        if (schema.Format is "uuid" or "uuid4" && !Guid.TryParseExact(text, "D", out _))
            problems.Add(new ValidationProblem(at, "Input should be a UUID such as 795c949a-1510-4a80-9646-7d0863b023ab", "uuid_parsing"));

        if (schema.Format is "url" or "uri" && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && !uri.IsFile))
            problems.Add(new ValidationProblem(at, "Input should be an absolute URL such as https://example.com/file.wav", "url_parsing"));
    }

    private static void CheckVariants(JsonNode value, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems)
    {
        if (schema.Key is { } key && value is JsonObject members)
        {
            var tag = members[key] is JsonValue held && held.TryGetValue(out string? text) ? text : null;
            if (tag is null)
            {
                problems.Add(new ValidationProblem(
                    at.Add(key), $"Field required; it is one of {Quoted(schema.VariantByKey.Keys)}", "union_tag_not_found"));
            }
            else if (schema.VariantByKey.TryGetValue(tag, out var chosen))
            {
                Check(value, chosen, at, problems, refuseExtras: true);
            }
            else
            {
                problems.Add(new ValidationProblem(
                    at.Add(key), $"Input '{tag}' should be one of {Quoted(schema.VariantByKey.Keys)}", "union_tag_invalid"));
            }

            return;
        }

        var candidates = schema.Variants.Where(variant => variant.Kinds != JsonKinds.Null);
        var attempts = candidates.Select(variant => Attempt(value, variant, at)).ToList();
        if (attempts.Exists(attempt => attempt.Count == 0))
            return;

        // The variant with the fewest faults is most likely the one that was meant. Without a clear winner all are named.
        var fewest = attempts.Min(attempt => attempt.Count);
        var best = attempts.Where(attempt => attempt.Count == fewest).ToList();
        if (best.Count == 1)
        {
            problems.AddRange(best[0]);
        }
        else
        {
            var reasons = best.Select(attempt => $"{attempt[0].LocationText}: {attempt[0].Message}").Distinct();
            problems.Add(new ValidationProblem(at, $"Input has none of the allowed forms ({string.Join("; or ", reasons)})", "union_no_match"));
        }
    }

    private static List<ValidationProblem> Attempt(JsonNode value, Schema variant, ImmutableArray<object> at)
    {
        var problems = new List<ValidationProblem>();
        Check(value, variant, at, problems, refuseExtras: true);
        return problems;
    }

    private static bool Fits(JsonNode value, JsonKinds kinds) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => kinds.HasFlag(JsonKinds.Boolean),
        JsonValueKind.String => kinds.HasFlag(JsonKinds.String),
        JsonValueKind.Array => kinds.HasFlag(JsonKinds.Array),
        JsonValueKind.Object => kinds.HasFlag(JsonKinds.Object),
        // By JSON Schema 60.0 is an integer.
        JsonValueKind.Number => kinds.HasFlag(JsonKinds.Number) || (
            kinds.HasFlag(JsonKinds.Integer) && NumberOf(value) is var number && Math.Floor(number) == number),
        _ => false,
    };

    private static (string Message, string Type) Expected(JsonKinds kinds) => (kinds & ~JsonKinds.Null) switch
    {
        JsonKinds.Boolean => ("Input should be a boolean", "bool_type"),
        JsonKinds.Integer => ("Input should be an integer", "int_type"),
        JsonKinds.Number or (JsonKinds.Number | JsonKinds.Integer) => ("Input should be a number", "float_type"),
        JsonKinds.String => ("Input should be a string", "string_type"),
        JsonKinds.Array => ("Input should be a list", "list_type"),
        JsonKinds.Object => ("Input should be an object", "dict_type"),
        JsonKinds.Any => ("Input should be null", "none_required"),
        var several => ($"Input should be one of {several}", "type"),
    };

    private static double NumberOf(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Shown(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? plain) ? $"'{plain}'" : value?.ToJsonString() ?? "null";

    private static string Quoted(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"'{value}'"));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
