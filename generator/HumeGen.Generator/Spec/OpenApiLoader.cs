using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Normalizing;
using HumeGen.Generator.Reading.References;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace HumeGen.Generator.Spec;

/// <summary>Loads a document with Microsoft.OpenApi, without any I/O.</summary>
/// <remarks>
/// How things come out, whatever version the document has:
/// <list type="bullet">
/// <item><c>$ref</c>: an <see cref="OpenApiSchemaReference"/> whose Reference.Id is the component's key, unescaped, and whose
/// Target is never null. A description, title, default, deprecated, readOnly, writeOnly, examples or extension beside the
/// <c>$ref</c> is in Reference.* and wins over the target's in the members of the reference itself. Other keywords beside
/// it are only in Reference.UnrecognizedKeywords or lost: read those from the tree.</item>
/// <item>null: <c>type: [string, 'null']</c> and <c>nullable: true</c> beside a type are Type with the flag
/// <see cref="JsonSchemaType.Null"/>; <c>oneOf: [X, {type: 'null'}]</c> and <c>nullable: true</c> beside a <c>$ref</c>, oneOf
/// or allOf are OneOf (or AnyOf) with a variant whose Type is exactly Null. In Enum null is a text, to be told by
/// <see cref="JsonNullSentinel"/>.</item>
/// <item><c>oneOf</c> with one variant stays OneOf with one.</item>
/// <item>Extensions: Extensions[name] is a <see cref="JsonNodeExtension"/> with the Node, on schemas, operations, parameters, media
/// types, encodings and the document.</item>
/// <item>Boolean schemas: true is a schema without anything, false one with Not; additionalProperties: false is
/// AdditionalPropertiesAllowed, as the library has it.</item>
/// <item>Maximum and minimum are texts as they were written; a limit that excludes itself is in ExclusiveMaximum alone.</item>
/// <item>Tags that are empty are left out by the library: read those from the tree.</item>
/// </list>
/// </remarks>
internal static class OpenApiLoader
{
    // Never looked up: references within the document are resolved against it.
    private static readonly Uri Base = new("https://document.invalid/");

    private const int MaxFaults = 20;

    private static readonly Regex WhileParsing = new(" while parsing at #.*$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly Regex UnknownProperty = new("^(.*) is not a valid property at (#.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Loads a document; of an AsyncAPI document its schemas, as a document without paths.</summary>
    /// <param name="document">Its tree is brought into the form of OpenAPI 3.1 on the way, in place.</param>
    /// <param name="cancellationToken">Stops on the way; the document is of no use then.</param>
    /// <returns>The document, perhaps without some parts; null if nothing could be loaded.</returns>
    public static OpenApiDocument? Load(PatchedDocument document, CancellationToken cancellationToken)
    {
        var diagnostics = new List<DiagnosticInfo>();
        var loaded = new DocumentNormalizer(document, diagnostics, cancellationToken).Run() ? Read(document, diagnostics, cancellationToken) : null;
        document.Diagnostics.AddRange(diagnostics);
        return loaded;
    }

    private static OpenApiDocument? Read(PatchedDocument document, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var root = Wrap(document);
        ReadResult? result = null;
        for (var faults = 0; result is null; faults++)
        {
            try
            {
                result = Read(root);
            }
            catch (Exception exception)
            {
                // The library throws at a value that it cannot parse and does not say where. What it throws at is left out.
                var pointer = FaultLocator.Find(root, tree => Read(tree), cancellationToken);
                var problem = exception.Message.TrimEnd('.', ' ');
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.OpenApiReader, document.Locate(pointer), problem, pointer.ToString()));
                if (faults == MaxFaults || !LeaveOut(document, root, pointer))
                    return null;
            }
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var error in result.Diagnostic?.Errors ?? [])
        {
            if (diagnostics.Count >= Limits.Diagnostics)
                break;
            diagnostics.Add(Describe(document, root, error, seen));
        }

        return result.Document;
    }

    // None of the library's own rules: real specs break the one about names of components, and what else matters to a client
    // is looked at elsewhere.
    private static ReadResult Read(JsonNode root) => new OpenApiJsonReader().Read(
        root, Base, new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() });

    private static JsonObject Wrap(PatchedDocument document)
    {
        var root = document.Root;
        if (document.File.Kind == SpecKind.OpenApi)
        {
            // The form is that of 3.1 by now, and the library wants all three numbers.
            if (root["openapi"]!.ToString() is var version && version.StartsWith("3.0", StringComparison.Ordinal))
                root["openapi"] = "3.1.1";
            else if (version.Count(c => c == '.') == 1)
                root["openapi"] = version + ".0";
            return root;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = document.File.Title, ["version"] = "" },
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject
            {
                ["schemas"] = (root["components"] as JsonObject)?["schemas"]?.DeepClone() ?? new JsonObject(),
                ["securitySchemes"] = Schemes((root["components"] as JsonObject)?["securitySchemes"] as JsonObject),
            },
        };
    }

    // What AsyncAPI has for HTTP, as OpenAPI calls it.
    private static JsonObject Schemes(JsonObject? schemes)
    {
        var converted = new JsonObject();
        foreach (var scheme in schemes ?? [])
        {
            if (scheme.Value is not JsonObject node)
                continue;
            var place = node["in"]?.ToString();
            if (node["type"]?.ToString() is "httpApiKey" or "apiKey" && place is "header" or "query" or "cookie" && node["name"].AsText() is { } name)
                converted[scheme.Key] = new JsonObject { ["type"] = "apiKey", ["in"] = place, ["name"] = name };
            else if (node["type"]?.ToString() == "http" && node["scheme"].AsText() is { } httpScheme)
                converted[scheme.Key] = new JsonObject { ["type"] = "http", ["scheme"] = httpScheme };
            else if (node["type"]?.ToString() is "oauth2" or "openIdConnect")
                converted[scheme.Key] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" };
            else if (node["type"]?.ToString() == "userPassword")
                converted[scheme.Key] = new JsonObject { ["type"] = "http", ["scheme"] = "basic" };
        }

        return converted;
    }

    private static bool LeaveOut(PatchedDocument document, JsonObject root, JsonPointer pointer)
    {
        switch (pointer.Find(root)?.Parent)
        {
            case JsonObject members:
                members.Remove(pointer.Last!);
                return true;
            case JsonArray items when JsonPointer.TryIndex(pointer.Last!, out var index):
                document.RemoveItem(items, index);
                return true;
            default:
                return false;
        }
    }

    private static DiagnosticInfo Describe(PatchedDocument document, JsonObject root, OpenApiError error, Dictionary<string, int> seen)
    {
        // The library reports equal faults in the order of the document.
        var number = seen[error.Message] = seen.TryGetValue(error.Message, out var before) ? before + 1 : 0;
        if (UnknownProperty.Match(error.Message) is { Success: true } match)
        {
            var name = match.Groups[1].Value;
            var owner = Place(JsonPointer.Parse(match.Groups[2].Value.TrimEnd('/')), name);
            return DiagnosticInfo.Create(Descriptors.UnknownProperty, document.Locate(owner / name), name, "");
        }

        var place = Place(JsonPointer.Parse(error.Pointer ?? "#"), null);
        var problem = WhileParsing.Replace(error.Message.TrimEnd('.', ' '), "");
        return DiagnosticInfo.Create(Descriptors.OpenApiReader, document.Locate(place), problem, place.ToString());

        JsonPointer Place(JsonPointer reported, string? member)
        {
            var places = ReportedPlace.Find(root, reported, member);
            // A message that quotes a value is about a place that has it.
            JsonPointer[] quoted = [.. places.Where(p => p.Find(root) is JsonValue value && error.Message.Contains($" {value} "))];
            if (quoted.Length > 0)
                places = quoted;
            return places.Count > 0 ? places[Math.Min(number, places.Count - 1)] : reported;
        }
    }
}
