using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Check;

/// <summary>Finds what <see cref="LintRules"/> name, in the documents as they are after the overlays.</summary>
internal static class Lints
{
    private static readonly string[] Compositions = ["allOf", "oneOf", "anyOf"];

    // Members that a document of calls and messages has, and a mere list of types has not.
    private static readonly string[] Uses = ["paths", "webhooks", "channels"];

    public static IEnumerable<Diagnostic> Run(BoundSpecs specs)
    {
        foreach (var document in specs.Binding.Documents.Select(d => d.Spec.File))
        {
            foreach (var found in Unreached(document).Concat(Undescribed(document)))
                yield return found;
        }

        foreach (var operation in specs.Binding.Operations.DistinctBy(o => (o.Document, o.Pointer)))
        {
            if (operation.Node is { Id: null, GivenName: null } && operation.Node.NameOfOtherTool(ExtensionWords.MethodNames) is null)
                yield return Report(LintRules.Unnamed, operation.Document.Spec.Locate(operation.Pointer), $"{operation.Method} {operation.Path}", operation.Name);
        }
    }

    private static IEnumerable<Diagnostic> Unreached(PatchedDocument document)
    {
        if (Uses.All(u => document.Root[u] is not JsonObject { Count: > 0 }))
            yield break;
        var reached = new HashSet<JsonNode>();
        foreach (var member in document.Root.Where(m => m.Key != "components"))
            Reach(document.Root, member.Value, reached);
        foreach (var (name, schema) in Schemas(document))
        {
            if (!reached.Contains(schema) && !IsIgnored(schema))
                yield return Report(LintRules.Unreached, document.Locate(schema), name);
        }
    }

    // Everything below a node, and what it refers to. A work list, as documents may be nested deeply.
    private static void Reach(JsonObject root, JsonNode? start, HashSet<JsonNode> reached)
    {
        var pending = new Stack<JsonNode?>([start]);
        while (pending.TryPop(out var node))
        {
            if (node is null || !reached.Add(node))
                continue;
            switch (node)
            {
                case JsonObject members:
                    foreach (var member in members)
                        pending.Push(member.Value);
                    break;
                case JsonArray items:
                    foreach (var item in items)
                        pending.Push(item);
                    break;
                // Whatever the key: the mapping of a discriminator refers as well.
                case JsonValue value when value.TryGetValue(out string? text) && text.StartsWith("#/", StringComparison.Ordinal):
                    pending.Push(JsonPointer.Parse(text).Find(root));
                    break;
            }
        }
    }

    private static IEnumerable<Diagnostic> Undescribed(PatchedDocument document)
    {
        foreach (var (path, item) in Members(document.Root["paths"]))
        {
            foreach (var (method, operation) in Members(item).Where(m => OpenApiGrammar.Methods.Contains(m.Key)))
            {
                if (!IsIgnored(operation) && !Says(operation, "description", "summary") && !Says(item, "description", "summary"))
                    yield return Report(LintRules.Undescribed, document.Locate(operation), $"{method.ToUpperInvariant()} {path}");
            }
        }

        foreach (var (name, channel) in Members(document.Root["channels"]))
        {
            if (!IsIgnored(channel) && !Says(channel, "description"))
                yield return Report(LintRules.Undescribed, document.Locate(channel), $"The channel {name}");
        }

        foreach (var (name, schema) in Schemas(document).Where(s => !IsIgnored(s.Value) && !s.Value.ContainsKey("$ref")))
        {
            if (!Says(schema, "description", "title"))
                yield return Report(LintRules.Undescribed, document.Locate(schema), $"The schema '{name}'");
            // One line a schema: a document without descriptions should not fill the screen.
            var properties = Members(schema["properties"]).Where(p => !IsDescribed(p.Value)).ToArray();
            if (properties.Length > 0)
            {
                yield return Report(LintRules.Undescribed, document.Locate(properties[0].Value),
                    $"Of the schema '{name}' the {(properties.Length == 1 ? "property" : "properties")} {string.Join(", ", properties.Select(p => $"'{p.Key}'"))}");
            }
        }
    }

    // A reference is described where it leads, and one allowed value says enough.
    private static bool IsDescribed(JsonObject property) =>
        Says(property, "description", "title")
        || property.ContainsKey("$ref") || property.ContainsKey("const") || property["enum"] is JsonArray { Count: 1 }
        || Compositions.Any(k => property[k] is JsonArray parts && parts.Any(p => p is JsonObject part && part.ContainsKey("$ref")));

    // Those that were written there: schemas that stand inline in channels are moved among them before they are bound.
    private static IEnumerable<KeyValuePair<string, JsonObject>> Schemas(PatchedDocument document) =>
        Members((document.Root["components"] as JsonObject)?["schemas"])
            .Where(s => document.OriginOf(s.Value) is var origin && (origin.Map != document.File.Map || origin.Pointer.Tokens is ["components", "schemas", ..]));

    private static IEnumerable<KeyValuePair<string, JsonObject>> Members(JsonNode? node) =>
        (node as JsonObject ?? []).Where(m => m.Value is JsonObject).Select(m => KeyValuePair.Create(m.Key, (JsonObject)m.Value!));

    private static bool IsIgnored(JsonObject node) => JsonValues.IsTrue(node[ExtensionWords.Ignore.Name]);

    private static bool Says(JsonObject node, params string[] keys) => keys.Any(k => node[k] is JsonValue value && value.ToString().Length > 0);

    private static Diagnostic Report(DiagnosticDescriptor rule, LocationInfo? place, params string[] arguments) =>
        Diagnostic.Create(rule, place?.ToLocation() ?? Location.None, [.. arguments.Select(DiagnosticInfo.OneLine)]);
}
