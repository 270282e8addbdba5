using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Validation;

/// <summary>Every operation of the embedded specs. Read once for the whole process: it never changes, so simulators can share it.</summary>
internal sealed class SpecLibrary
{
    private static readonly Lazy<SpecLibrary> Loaded = new(() => new SpecLibrary(LoadAll()));

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private SpecLibrary(IEnumerable<JsonObject> documents) => Operations = [.. documents.SelectMany(Read)];

    public static SpecLibrary Shared => Loaded.Value;

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>The embedded specs: one JSON object with a member for each document, overlays applied.</summary>
    private static IEnumerable<JsonObject> LoadAll()
    {
        using var stream = typeof(SpecLibrary).Assembly.GetManifestResourceStream("specs.json")!;
        return JsonNode.Parse(stream)!.AsObject().Select(document => document.Value!.AsObject());
    }

    private static IEnumerable<ApiOperation> Read(JsonObject document)
    {
        var compiler = new SchemaCompiler(document);
        foreach (var (template, item) in document["paths"] as JsonObject ?? [])
        {
            var shared = item!["parameters"] as JsonArray ?? [];
            foreach (var (method, node) in item.AsObject().Where(member => Methods.Contains(member.Key)))
            {
                var operation = node!.AsObject();
                var parameters = shared.Concat(operation["parameters"] as JsonArray ?? [])
                    .Select(parameter => Parameter(parameter!, compiler));
                yield return new ApiOperation(
                    method.ToUpperInvariant(),
                    template,
                    [.. parameters.Where(parameter => parameter.In is "path" or "query")],
                    (operation["requestBody"]?["required"] as JsonValue)?.GetValue<bool>() ?? true,
                    Content(operation["requestBody"]?["content"], compiler),
                    (operation["responses"] as JsonObject ?? []).ToDictionary(
                        response => response.Key,
                        response => (IReadOnlyDictionary<string, Schema>)Content(response.Value?["content"], compiler)));
            }
        }
    }

    private static ApiParameter Parameter(JsonNode node, SchemaCompiler compiler)
    {
        var place = node["in"]!.GetValue<string>();
        return new ApiParameter(
            node["name"]!.GetValue<string>(),
            place,
            place == "path" || ((node["required"] as JsonValue)?.GetValue<bool>() ?? false),
            compiler.Compile(node["schema"]));
    }

    private static Dictionary<string, Schema> Content(JsonNode? content, SchemaCompiler compiler) =>
        (content as JsonObject ?? []).ToDictionary(
            media => media.Key.Split(';')[0].Trim().ToLowerInvariant(),
            media => compiler.Compile(media.Value?["schema"]));
}
