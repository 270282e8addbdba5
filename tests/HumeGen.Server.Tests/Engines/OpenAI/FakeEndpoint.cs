using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.Engines.OpenAI;

/// <summary>A request that an endpoint got.</summary>
internal sealed record EndpointRequest(string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The parts of a form by their names; a file is as it was sent.</summary>
    public required IReadOnlyDictionary<string, byte[]> Form { get; init; }
}

/// <summary>An endpoint with the protocol of OpenAI that answers as a test wants.</summary>
internal sealed class FakeEndpoint(WebApplication app) : IAsyncDisposable
{
    private readonly Channel<EndpointRequest> _requests = Channel.CreateUnbounded<EndpointRequest>();

    public Uri Address => new($"{app.Urls.First()}/v1");

    /// <summary>The requests, in the order in which they came.</summary>
    public ChannelReader<EndpointRequest> Requests => _requests.Reader;

    public static async Task<FakeEndpoint> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var endpoint = new FakeEndpoint(app);
        var count = 0;
        app.Run(async http =>
        {
            await endpoint.NoteAsync(http);
            await answer(http, Interlocked.Increment(ref count));
        });
        await app.StartAsync();
        return endpoint;
    }

    /// <summary>Answers with events, as a language model that streams.</summary>
    public static async Task StreamAsync(HttpContext http, params string[] deltas)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var delta in deltas)
            await http.Response.WriteAsync($"data: {Chunk(delta)}\n\n");

        await http.Response.WriteAsync("data: [DONE]\n\n");
    }

    /// <summary>An event of a language model that streams.</summary>
    public static string Chunk(string delta) =>
        """{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":DELTA}]}""".Replace("DELTA", delta, StringComparison.Ordinal);

    /// <summary>Answers with an error that repeats what an endpoint should not.</summary>
    public static Task FailAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{"error":{"message":"You said '{{Said}}' with the key {{http.Request.Headers.Authorization}}","code":"{{code}}"} }""");
    }

    /// <summary>Words that must not get into a log or a message.</summary>
    public const string Said = "my diagnosis";

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task NoteAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Request.Body = new MemoryStream(body.ToArray());
        var form = new Dictionary<string, byte[]>();
        if (http.Request.HasFormContentType)
        {
            var parts = await http.Request.ReadFormAsync();
            foreach (var (name, value) in parts)
                form[name] = Encoding.UTF8.GetBytes(value.ToString());

            foreach (var file in parts.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content);
                form[file.Name] = content.ToArray();
            }
        }

        var headers = http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        _requests.Writer.TryWrite(new(http.Request.Path, http.Request.QueryString.Value ?? "", headers, body.ToArray()) { Form = form });
    }
}
