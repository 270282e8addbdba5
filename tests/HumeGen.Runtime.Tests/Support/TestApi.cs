using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Tests;

/// <summary>An API to test with, and short ways to call it.</summary>
public static class TestApi
{
    public const string Key = "key-4f1c-canary-9d2e";

    public static ApiDescription Description { get; } = new()
    {
        Name = "Hume",
        BaseAddress = new Uri("https://api.example.test"),
        ApiKeyHeader = "X-Hume-Api-Key",
        ApiKeyVariable = "HUMEGEN_TESTS_UNSET_KEY",
        TokenPath = "/oauth2-cc/token",
        FindErrorCode = static code => new TestCode(code),
    };

    public static ApiPipeline Create(HttpMessageHandler handler, Action<ApiClientOptions>? configure = null)
    {
        var options = new ApiClientOptions { HttpMessageHandler = handler, ApiKey = Key };
        configure?.Invoke(options);
        return new ApiPipeline(Description, options);
    }

    public static ApiPipeline Create(Uri address, Action<ApiClientOptions>? configure = null)
    {
        // No waits: what matters here is what happens on the wire.
        var options = new ApiClientOptions { BaseAddress = address, ApiKey = Key, Random = () => 0 };
        configure?.Invoke(options);
        return new ApiPipeline(Description, options);
    }

    public static ApiRequest Get(string path = "/v0/notes") => new(HttpMethod.Get, path);

    public static ApiRequest Post(string path = "/v0/notes") => new(HttpMethod.Post, path) { Body = ApiBody.Json(new Note("n1", "hello")) };
}

/// <summary>A type such as the generator emits.</summary>
public sealed record Note(string Id, string? Text, long? Count = null) : IJsonReadable<Note>
{
    public IReadOnlyDictionary<string, JsonElement>? Unknown { get; init; }

    public static Note ReadJson(ref Utf8JsonReader reader)
    {
        string? id = null, text = null;
        long? count = null;
        Dictionary<string, JsonElement>? unknown = null;
        JsonRead.StartObject(ref reader, "Note");
        while (JsonRead.NextProperty(ref reader, out var name))
        {
            if (name.SequenceEqual("id"u8))
                id = JsonRead.String(ref reader);
            else if (name.SequenceEqual("text"u8))
                text = reader.TokenType == JsonTokenType.Null ? null : JsonRead.String(ref reader);
            else if (name.SequenceEqual("count"u8))
                count = JsonRead.Int64(ref reader);
            else
                JsonRead.Unknown(ref reader, name, ref unknown);
        }

        return new Note(id ?? throw JsonRead.Missing("Note", "id"), text, count) { Unknown = unknown };
    }

    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        if (Text is not null)
            writer.WriteString("text", Text);
        if (Count is { } count)
            writer.WriteNumber("count", count);
        JsonWrite.Unknown(writer, Unknown);
        writer.WriteEndObject();
    }
}

/// <summary>JSON of a test's own making, where a generated value would stand.</summary>
public sealed class RawJson(string json) : IJsonWritable
{
    public void WriteJson(Utf8JsonWriter writer) => writer.WriteRawValue(json);
}
