using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Objects: their members, and those of all their parts.</summary>
internal sealed partial class SchemaBinder
{
    private TypeUse Record(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var draft = Draft(DraftKind.Record, schema, pointer, name, @namespace, component);
        _pending.Enqueue(() =>
        {
            AddMembers(draft.Properties, schema, pointer, draft.Name, @namespace, []);
            draft.Entries = document.OwnText(pointer, "x-humegen-entries") is { } entries ? CSharpNames.Given(entries) : null;
            if (Additional(schema, pointer) is var (values, at) && !IsFree(values))
                draft.Additional = Use(values, at, draft.Name + "Value", @namespace);
            ReportIgnored(pointer);
        });
        return TypeUse.Of(draft);
    }

    // allOf is flattened: a record has the members of all its parts, later ones winning.
    private void AddMembers(List<PropertyDraft> members, IOpenApiSchema schema, string pointer, string owner, string @namespace, HashSet<string> seen)
    {
        for (var i = 0; i < (schema.AllOf?.Count ?? 0); i++)
            AddPart(members, schema.AllOf![i], DocumentContext.Join(pointer, "allOf", i), owner, @namespace, seen);

        foreach (var property in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var member = Member(schema, property.Key, property.Value, pointer, owner, @namespace);
            members.RemoveAll(m => m.WireName == member.WireName);
            members.Add(member);
        }

        Require(members, schema);
    }

    private void AddPart(List<PropertyDraft> members, IOpenApiSchema part, string pointer, string owner, string @namespace, HashSet<string> seen)
    {
        if (part is not OpenApiSchemaReference reference)
        {
            AddMembers(members, part, pointer, owner, @namespace, seen);
        }
        else if (ReferenceKey(reference) is { } key && seen.Add(key) && document.Document.Components!.Schemas!.TryGetValue(key, out var target))
        {
            // Once is enough: what has a part on many ways would otherwise take as many walks as there are ways. What stands inline in the part
            // is named after the part, so that it is the same type wherever the part is taken up, also within itself.
            var (partName, partNamespace) = ComponentName(key);
            AddPart(members, target, DocumentContext.Join(Components, key), partName, partNamespace, seen);
        }
    }

    // Of a form that may be one of several, all parts, of which none is required that not all have.
    private void AddAlternatives(List<PropertyDraft> members, IOpenApiSchema schema, string pointer, string owner)
    {
        foreach (var (keyword, variants) in new[] { ("oneOf", schema.OneOf), ("anyOf", schema.AnyOf) })
        {
            for (var i = 0; i < (variants?.Count ?? 0); i++)
            {
                var own = new List<PropertyDraft>();
                AddPart(own, variants![i], DocumentContext.Join(pointer, keyword, i), owner, document.Namespace, []);
                foreach (var member in own.Where(o => members.All(m => m.WireName != o.WireName)))
                    members.Add(member with { Required = false });
            }
        }
    }

    // A part may require what another part declares.
    private static void Require(List<PropertyDraft> members, IOpenApiSchema schema)
    {
        if (schema.Required is not { Count: > 0 } required)
            return;
        for (var i = 0; i < members.Count; i++)
        {
            if (required.Contains(members[i].WireName))
                members[i] = members[i] with { Required = true };
        }
    }

    private PropertyDraft Member(IOpenApiSchema owner, string wireName, IOpenApiSchema schema, string pointer, string ownerName, string @namespace)
    {
        var at = DocumentContext.Join(DocumentContext.Join(pointer, "properties"), wireName);
        var given = document.OwnText(at, "x-humegen-name");
        var constant = Constant(schema, at);
        var use = constant is { } known
            ? TypeUse.Of(known.Kind)
            : Use(schema, at, ownerName + CSharpNames.Pascal(wireName), @namespace);
        return new PropertyDraft(
            wireName,
            given is null ? null : CSharpNames.Given(given),
            use,
            owner.Required?.Contains(wireName) == true,
            constant?.Text,
            schema.Format == "password",
            SchemaDocs.Of(document, schema, at),
            document.OwnFlag(at, "readOnly") || schema.ReadOnly ? PropertyAccess.ReadOnly
                : document.OwnFlag(at, "writeOnly") || schema.WriteOnly ? PropertyAccess.WriteOnly
                : PropertyAccess.ReadWrite);
    }

    /// <summary>The one plain value that an inline schema allows; null when it allows several, or refers to a named enum.</summary>
    private (string Text, RefKind Kind)? Constant(IOpenApiSchema schema, string pointer)
    {
        if (schema is OpenApiSchemaReference)
            return null;
        var node = document.Own(pointer, "const") ?? (document.Own(pointer, "enum") is JsonArray { Count: 1 } values ? values[0] : null);
        if (node is not JsonValue value || IsNull(node))
            return null;
        var text = value.ToString();
        return value.GetValueKind() switch
        {
            JsonValueKind.String when schema.Type is null || IsOnly(schema.Type, JsonSchemaType.String) => (text, RefKind.String),
            JsonValueKind.True or JsonValueKind.False when schema.Type is null || IsOnly(schema.Type, JsonSchemaType.Boolean) => (text == "true" || text == "True" ? "true" : "false", RefKind.Boolean),
            JsonValueKind.Number when schema.Type is null || IsOnly(schema.Type, JsonSchemaType.Integer) || IsOnly(schema.Type, JsonSchemaType.Number) => NumberConstant(value.ToJsonString()),
            _ => null,
        };
    }

    private static (string, RefKind)? NumberConstant(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return (whole.ToString(CultureInfo.InvariantCulture), RefKind.Int64);
        // A whole number that fits no long would lose its last digits.
        if (text.IndexOfAny(['.', 'e', 'E']) < 0)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number)
            ? (number.ToString("R", CultureInfo.InvariantCulture), RefKind.Double)
            : null;
    }

    /// <summary>What the values of further properties are, where one schema says it of all of them; null where they may be anything.</summary>
    private static (IOpenApiSchema Schema, string Pointer)? Additional(IOpenApiSchema schema, string pointer)
    {
        if (schema.AdditionalProperties is { } values)
            return (values, DocumentContext.Join(pointer, "additionalProperties"));
        // What fits no pattern must not be there, or the pattern takes anything.
        if (schema.PatternProperties is not { Count: 1 } patterns || (schema.AdditionalPropertiesAllowed && patterns.Keys.First() is not ("" or ".*" or "^.*$" or ".+" or "^.+$" or "^")))
            return null;
        var pattern = patterns.First();
        return (pattern.Value, DocumentContext.Join(DocumentContext.Join(pointer, "patternProperties"), pattern.Key));
    }

    // Keywords that describe further properties under conditions; those that only check need no types.
    private void ReportIgnored(string pointer)
    {
        foreach (var keyword in (string[])["then", "else", "dependentSchemas"])
        {
            if (document.Own(pointer, keyword) is JsonObject node && DescribesProperties(node, keyword == "dependentSchemas"))
                document.Report(Descriptors.IgnoredKeyword, DocumentContext.Join(pointer, keyword), keyword);
        }

        if (document.Own(pointer, "patternProperties") is JsonObject { Count: > 1 })
            document.Report(Descriptors.IgnoredKeyword, DocumentContext.Join(pointer, "patternProperties"), "patternProperties");
    }

    private static bool DescribesProperties(JsonObject node, bool isMap) => isMap
        ? node.Any(m => m.Value is JsonObject inner && DescribesProperties(inner, false))
        : node["properties"] is JsonObject { Count: > 0 } || node.ContainsKey("$ref");

    private bool IsTuple(string pointer) => document.Node(pointer) is { } node && document.Source.IsTuple(node);

    // A list whose items each have a schema of their own; see SchemaNormalizer for how they come to be properties.
    private TypeUse Tuple(IOpenApiSchema schema, string pointer, string name, string @namespace, string? component)
    {
        var items = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
        var isClosed = schema.Items is { Not: not null };
        if (items.Values.Concat(isClosed || schema.Items is null ? [] : [schema.Items]) is var all && all.All(i => i is not OpenApiSchemaReference && IsPlainNumberOrText(i)) && all.Select(i => (i.Type, i.Format)).Distinct().Count() == 1)
            return TypeUse.ListOf(Use(items.Values.First(), DocumentContext.Join(DocumentContext.Join(pointer, "properties"), items.Keys.First()), name + "Item", @namespace));

        var draft = Draft(DraftKind.Tuple, schema, pointer, name, @namespace, component);
        _pending.Enqueue(() =>
        {
            var position = 0;
            foreach (var item in items)
            {
                var at = DocumentContext.Join(DocumentContext.Join(pointer, "properties"), item.Key);
                var given = document.OwnText(at, "x-humegen-name") ?? item.Value.Title;
                var use = Use(item.Value, at, draft.Name + "Item" + item.Key, @namespace);
                draft.Properties.Add(new PropertyDraft(
                    "Item" + item.Key, given is null ? null : CSharpNames.Given(given), use, schema.MinItems > position, null, false, SchemaDocs.Of(document, item.Value, at)));
                position++;
            }

            if (!isClosed)
                draft.Additional = schema.Items is { } rest ? Use(rest, DocumentContext.Join(pointer, "items"), draft.Name + "Item", @namespace) : TypeUse.Json;
        });
        return TypeUse.Of(draft);
    }

    private static bool IsPlainNumberOrText(IOpenApiSchema schema) =>
        schema.Type is JsonSchemaType.Number or JsonSchemaType.Integer or JsonSchemaType.String or JsonSchemaType.Boolean && schema.Enum is null or { Count: 0 };
}
