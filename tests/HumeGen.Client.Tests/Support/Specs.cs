using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace Hume.Tests;

/// <summary>The documents that the client was generated from, with the overlay applied.</summary>
internal static class Specs
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private static readonly Lazy<IReadOnlyDictionary<string, JsonObject>> All = new(Load);

    public static JsonObject Tts => All.Value["Text-to-Speech (TTS)"];

    public static JsonObject Voices => All.Value["Voices"];

    public static JsonObject Evi => All.Value["Speech-to-speech (EVI)"];

    public static JsonObject Expression => All.Value["Expression Measurement API"];

    public static JsonObject CustomVoices => All.Value["Custom voices (withdrawn)"];

    public static JsonObject Channels => All.Value["Hume AI WebSocket APIs"];

    /// <summary>Every operation; one that takes several types of content counts once for each.</summary>
    public static IReadOnlyList<SpecOperation> Operations { get; } = [.. All.Value.Values.SelectMany(OperationsOf)];

    public static SpecOperation Operation(string method, string path, string? contentType) =>
        Operations.Single(o => o.Method == method && o.Path == path && o.ContentType == contentType);

    /// <summary>A schema of the components by its key.</summary>
    public static Schema Component(JsonObject document, string key) =>
        new(document, document["components"]!["schemas"]![key] ?? throw new ArgumentException($"There is no schema {key}."));

    private static Dictionary<string, JsonObject> Load()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Specs"), "*.yml")
            .Select(file => SpecReader.Read(file, System.IO.File.ReadAllText(file), CancellationToken.None))
            .ToList();
        Assert.All(files, file => Assert.Empty(file.Diagnostics));
        var sources = SpecSources.Of(files, CancellationToken.None);
        var documents = sources.Documents.Select(input => SpecLoader.Patch(input, CancellationToken.None)).ToList();
        Assert.Empty(sources.Diagnostics(documents));
        return documents.ToDictionary(document => document.File.Title!, document => document.Root);
    }

    private static IEnumerable<SpecOperation> OperationsOf(JsonObject document) =>
        from path in document["paths"] as JsonObject ?? []
        from method in Methods
        where path.Value![method] is not null
        let operation = path.Value[method]!.AsObject()
        from contentType in operation["requestBody"]?["content"] is JsonObject content ? content.Select(c => (string?)c.Key) : [null]
        select new SpecOperation(document, method.ToUpperInvariant(), path.Key, contentType, operation);
}

/// <summary>An operation of the specifications.</summary>
internal sealed record SpecOperation(JsonObject Document, string Method, string Path, string? ContentType, JsonObject Node)
{
    public string Id => Node["operationId"]!.GetValue<string>();

    public IReadOnlyList<string> QueryParameters =>
        [.. (Node["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() == "query").Select(p => p!["name"]!.GetValue<string>())];

    public IReadOnlyList<string> HeaderParameters =>
        [.. (Node["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() == "header").Select(p => p!["name"]!.GetValue<string>())];

    public Schema? Body => ContentType is null ? null : new Schema(Document, Node["requestBody"]!["content"]![ContentType]!["schema"]!);

    /// <summary>The successful response: its status, the type of its content and its schema.</summary>
    public (int Status, string? ContentType, Schema? Schema) Response
    {
        get
        {
            var (status, response) = Node["responses"]!.AsObject().Single(r => r.Key[0] == '2');
            var (contentType, media) = (response!["content"] as JsonObject ?? []).SingleOrDefault();
            return (int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), contentType, media is null ? null : new Schema(Document, media["schema"]!));
        }
    }

    public override string ToString() => $"{Method} {Path} {ContentType}";
}
