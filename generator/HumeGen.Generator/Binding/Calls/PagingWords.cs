using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>The names by which a document says how a list is paged: of a parameter, and of properties of the page with dots between steps.</summary>
internal sealed record PagingWords
{
    public string? Page { get; init; }

    public string? Offset { get; init; }

    public string? Cursor { get; init; }

    public string? Items { get; init; }

    public string? Total { get; init; }

    public string? More { get; init; }

    public string? Next { get; init; }

    /// <summary>The property of the last item that is the next cursor.</summary>
    public string? Last { get; init; }

    /// <summary>Whether the header <c>Link</c> has the address of the next page.</summary>
    public bool Link { get; init; }

    /// <summary>The words of an overlay.</summary>
    public static PagingWords Of(JsonObject words) => new()
    {
        Page = words["page"].AsText(),
        Offset = words["offset"].AsText(),
        Cursor = words["cursor"].AsText(),
        Items = words["items"].AsText(),
        Total = words["total"].AsText(),
        More = words["more"].AsText(),
        Next = words["next"].AsText(),
        Last = words["last"].AsText(),
        Link = words["link"].AsText() is not null,
    };

    /// <summary>The words of other tools, each as it stands at the operation.</summary>
    public static IEnumerable<PagingWords> OfOtherTools(OperationNode operation)
    {
        if (operation.Value("x-fern-pagination") is JsonObject fern)
            yield return OfFern(fern);
        if (operation.Value("x-speakeasy-pagination") is JsonObject speakeasy)
            yield return OfSpeakeasy(speakeasy);
        if (operation.Value("x-ms-pageable") is JsonObject azure && azure["nextLinkName"].AsText() is { } link)
            yield return new PagingWords { Next = link, Items = azure["itemName"].AsText() ?? "value" };
    }

    private static PagingWords OfFern(JsonObject words)
    {
        var offset = Name(words["offset"]);
        return new PagingWords
        {
            Cursor = Name(words["cursor"]),
            Next = Name(words["next_cursor"]),
            // Without a step it counts pages.
            Offset = words["step"] is null ? null : offset,
            Page = words["step"] is null ? offset : null,
            More = Name(words["has-next-page"]),
            Items = Name(words["results"]),
        };
    }

    private static PagingWords OfSpeakeasy(JsonObject words)
    {
        var outputs = words["outputs"] as JsonObject;
        return new PagingWords
        {
            Page = Input("page"),
            Offset = Input("offset"),
            Cursor = Input("cursor"),
            Items = Name(outputs?["results"]),
            Total = Input("page") is null ? null : Name(outputs?["numPages"]),
            Next = Name(outputs?["nextCursor"]) ?? Name(outputs?["nextUrl"]),
        };

        string? Input(string type) => (words["inputs"] as JsonArray)?.OfType<JsonObject>()
            .FirstOrDefault(i => i["type"].AsText() == type && i["in"].AsText() is "parameters" or "requestBody")?["name"].AsText();
    }

    // $request.cursor, $response.data.next or $.data.next.
    private static string? Name(JsonNode? node) => node.AsText() is { } text && text.StartsWith("$", StringComparison.Ordinal) && text.IndexOf('.') is > 0 and var dot
        ? text.Substring(dot + 1) : null;
}
