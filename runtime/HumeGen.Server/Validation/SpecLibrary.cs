using System.Text.Json.Nodes;

namespace HumeGen.Server.Validation;

/// <summary>
/// Every operation and every channel of the embedded specs. Read once for the whole process: it never changes, so servers can share it.
/// </summary>
internal sealed class SpecLibrary
{
    private static readonly Lazy<SpecLibrary> Loaded = new(() => new SpecLibrary(LoadAll()));

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private SpecLibrary(IReadOnlyList<JsonObject> documents)
    {
        Operations = [.. documents.SelectMany(ReadOperations)];
        Channels = [.. documents.SelectMany(ReadChannels)];
    }

    public static SpecLibrary Shared => Loaded.Value;

    public IReadOnlyList<ApiOperation> Operations { get; }

    public IReadOnlyList<ApiChannel> Channels { get; }

    /// <summary>The embedded specs: one JSON object with a member for each document, overlays applied.</summary>
    private static List<JsonObject> LoadAll()
    {
        using var stream = typeof(SpecLibrary).Assembly.GetManifestResourceStream("specs.json")!;
        return [.. JsonNode.Parse(stream)!.AsObject().Select(document => document.Value!.AsObject())];
    }

    private static IEnumerable<ApiOperation> ReadOperations(JsonObject document)
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

    private static IEnumerable<ApiChannel> ReadChannels(JsonObject document)
    {
        var compiler = new SchemaCompiler(document);
        foreach (var (name, channel) in document["channels"] as JsonObject ?? [])
        {
            var server = channel!["servers"]![0]!.GetValue<string>();
            var address = new Uri(document["servers"]![server]!["url"]!.GetValue<string>());
            var query = channel["bindings"]?["ws"]?["query"]?["properties"] as JsonObject ?? [];
            yield return new ApiChannel(
                address.AbsolutePath.TrimEnd('/') + name,
                [.. query.Select(parameter => new ApiParameter(parameter.Key, "query", false, compiler.Compile(parameter.Value)))],
                Payloads(document, channel["publish"]!, compiler).ToDictionary(payload => payload.ConstantOf("type") ?? ""),
                Payloads(document, channel["subscribe"]!, compiler).Any(payload => payload.ConstantOf("type") == "error"));
        }
    }

    private static IEnumerable<Schema> Payloads(JsonObject document, JsonNode direction, SchemaCompiler compiler)
    {
        var message = direction["message"]!;
        return (message["oneOf"] as JsonArray ?? [message.DeepClone()])
            .Select(reference => reference!["$ref"]!.GetValue<string>().Split('/')[^1])
            .Select(name => compiler.Compile(document["components"]!["messages"]![name]!["payload"]));
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
