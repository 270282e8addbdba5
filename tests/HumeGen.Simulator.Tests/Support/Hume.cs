using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>A simulator of its own for a test, and a plain HTTP client that holds its key.</summary>
internal sealed class Hume : IAsyncDisposable
{
    private Hume(HumeSimulator simulator)
    {
        Simulator = simulator;
        Http = new HttpClient { BaseAddress = simulator.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Add("X-Hume-Api-Key", simulator.ApiKey);
    }

    public HumeSimulator Simulator { get; }

    public HttpClient Http { get; }

    public static async Task<Hume> StartAsync(HumeSimulatorOptions? options = null) => new(await HumeSimulator.StartAsync(options));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PostAsync(string path, JsonNode json) => SendAsync(HttpMethod.Post, path, json.ToJsonString());

    public Task<Answer> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public async Task<Answer> PostFormAsync(string path, MultipartFormDataContent form)
    {
        using var response = await Http.PostAsync(path, form);
        return await Answer.OfAsync(response);
    }

    public static ByteArrayContent FilePart(byte[] content, string contentType)
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return part;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}

/// <summary>An answer that has been read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, string? ContentType, string? RequestId)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidOperationException("The answer is null.");

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsByteArrayAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.TryGetValues("x-request-id", out var ids) ? ids.Single() : null);

    /// <summary>The answer as JSON, after making sure of its status.</summary>
    public JsonNode Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return Json;
    }

    public JsonNode Ok() => Expect(HttpStatusCode.OK);

    /// <summary>The faults of a 422 answer as text, such as <c>body.utterances[0].text: ... (missing)</c>.</summary>
    public IReadOnlyList<string> Faults() => [.. Expect(HttpStatusCode.UnprocessableEntity)["detail"]!.AsArray().Select(Fault)];

    /// <summary>The faults of a 400 answer, in the same form.</summary>
    public IReadOnlyList<string> FaultsOf400() => [.. Expect(HttpStatusCode.BadRequest)["detail"]!.AsArray().Select(Fault)];

    private static string Fault(JsonNode? problem) =>
        $"{string.Join('.', problem!["loc"]!.AsArray().Select(step => step!.ToString()))}: {problem["msg"]} ({problem["type"]})";
}
