using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>A kind of JSON that the client reads or writes: its schema, and the way through the client's types and back.</summary>
internal sealed record Subject(string Name, Schema Schema, Func<string, Task<JsonNode?>> RoundTrip)
{
    public static Subject Of<T>(string name, Schema schema, JsonReader<T> read)
        where T : IJsonWritable =>
        new(name, schema, json => Task.FromResult<JsonNode?>(Json.Of(ApiJson.Read(Encoding.UTF8.GetBytes(json), read))));

    /// <summary>Instances: every property set, each alternative of each union in turn, and the payloads kept as files.</summary>
    public IEnumerable<(string Name, JsonNode Json)> Instances => SchemaSamples.Of(Schema).Select((sample, i) => ($"{Name}, sample {i}", sample))
        .Concat(Payloads.Of(this).Select(payload => ($"{Name}, {payload.File}", payload.Json)));

    public async Task AssertAsync(JsonNode? given, JsonNode? expected, string what)
    {
        try
        {
            Json.AssertSame(expected, await RoundTrip(given!.ToJsonString()), what);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ApiClientException)
        {
            Assert.Fail($"{what}\n{e.Message}\nread: {given!.ToJsonString()}");
        }
    }
}
