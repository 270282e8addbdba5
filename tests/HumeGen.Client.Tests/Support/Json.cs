using System.Text.Json.Nodes;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Compares JSON, and says where it differs.</summary>
internal static class Json
{
    public static void AssertSame(JsonNode? expected, JsonNode? actual, string? what = null) =>
        Assert.True(Difference(expected, actual, "$") is not { } difference, $"{what}\n{Difference(expected, actual, "$")}\nexpected: {expected?.ToJsonString()}\nfound:    {actual?.ToJsonString()}");

    public static void AssertSame(string expected, IJsonWritable actual) => AssertSame(JsonNode.Parse(expected), JsonNode.Parse(ApiJson.WriteString(actual)));

    public static JsonNode Of(IJsonWritable value) => JsonNode.Parse(ApiJson.WriteString(value))!;

    /// <summary>A copy without the members that are null.</summary>
    public static JsonNode? WithoutNulls(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, WithoutNulls(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => value?.DeepClone(),
    };

    private static string? Difference(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is JsonObject left && actual is JsonObject right)
        {
            return left.Where(m => !right.ContainsKey(m.Key)).Select(m => $"{path}.{m.Key} is missing").FirstOrDefault()
                ?? right.Where(m => !left.ContainsKey(m.Key)).Select(m => $"{path}.{m.Key} should not be there").FirstOrDefault()
                ?? left.Select(m => Difference(m.Value, right[m.Key], $"{path}.{m.Key}")).FirstOrDefault(d => d is not null);
        }

        if (expected is JsonArray first && actual is JsonArray second && first.Count == second.Count)
            return first.Select((item, i) => Difference(item, second[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: expected {expected?.ToJsonString() ?? "null"}, found {actual?.ToJsonString() ?? "null"}";
    }
}
