using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Writes an object into a query as OpenAPI's deepObject style does, and goes on where that style stops: at objects in objects and lists.</summary>
internal static class QueryObject
{
    public static void Flatten(string name, IJsonWritable value, List<KeyValuePair<string, string>> query)
    {
        using var document = JsonDocument.Parse(ApiJson.Write(value), new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth });
        Flatten(name, document.RootElement, query);
    }

    public static void Flatten(string name, JsonElement value, List<KeyValuePair<string, string>> query)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Flatten($"{name}[{member.Name}]", member.Value, query);
                break;

            case JsonValueKind.Array:
                // Plain values repeat the name; objects need a number, so that their members stay together.
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Flatten(item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"{name}[{index}]" : name, item, query);
                    index++;
                }

                break;

            case JsonValueKind.String:
                query.Add(new(name, value.GetString()!));
                break;

            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                query.Add(new(name, value.GetRawText()));
                break;
        }
    }
}
