using HumeGen.Json;

namespace Hume.Tests;

/// <summary>An operation, and how a user calls it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="Call">Calls it with every parameter and a body in which every property is set.</param>
internal sealed record OperationCase(string Method, string Path, Func<HumeClient, Task<object?>> Call)
{
    /// <summary>An id that must be escaped to stay one step of the path.</summary>
    public const string Id = "id/ü ?#%+1";

    public const long Version = 7;

    /// <summary>Every operation of the specifications.</summary>
    public static IReadOnlyList<OperationCase> All => [.. TtsOperations.All, .. EviOperations.All, .. ExpressionOperations.All];

    /// <summary>The type of the body's content; null without a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The query that is to be sent, in any order.</summary>
    public string Query { get; init; } = "";

    public SpecOperation Spec => Specs.Operation(Method, Path, ContentType);

    public string Name => $"{Method} {Path} {ContentType}".TrimEnd();

    public string ExpectedPath => Path.Replace("{id}", Uri.EscapeDataString(Id), StringComparison.Ordinal)
        .Replace("{chat_id}", Uri.EscapeDataString(Id), StringComparison.Ordinal)
        .Replace("{version}", "7", StringComparison.Ordinal);

    /// <summary>Calls the operation and answers it with a body; gives what became of that, as JSON again.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode?> AnswerAsync(string json)
    {
        var (status, contentType, _) = Spec.Response;
        using var client = TestClient.Of(new Recorder((System.Net.HttpStatusCode)status, json, contentType!));
        return await Call(client) switch
        {
            null => null,
            IJsonWritable value => Json.Of(value),
            IEnumerable<IJsonWritable> list => new System.Text.Json.Nodes.JsonArray([.. list.Select(Json.Of)]),
            var other => throw new InvalidOperationException($"{other.GetType()} is no JSON."),
        };
    }

    public static async Task<object?> Value<T>(Task<T> call) => await call;

    public static async Task<object?> Nothing(Task call)
    {
        await call;
        return null;
    }

    public static async Task<object?> Bytes(Task<BinaryResponse> call)
    {
        await using var response = await call;
        using var copy = new MemoryStream();
        await response.CopyToAsync(copy);
        return copy.ToArray();
    }

    public static async Task<object?> Items<T>(IAsyncEnumerable<T> items)
        where T : IJsonWritable
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
