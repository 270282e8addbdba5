using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Hume.Tests;

/// <summary>Answers each request by a function and remembers all of them.</summary>
internal sealed class Recorder(Func<Recorded, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<Recorded> _requests = [];

    public Recorder(HttpStatusCode status, string body, string contentType = "application/json")
        : this(_ => Reply.Text(status, body, contentType))
    {
    }

    public IReadOnlyList<Recorded> Requests => _requests;

    public Recorded Only => Assert.Single(_requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        var recorded = new Recorded(
            request.Method.Method,
            request.RequestUri!,
            headers.ToDictionary(h => h.Key, h => string.Join(h.Key == "User-Agent" ? " " : ", ", h.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null or { Headers.ContentLength: 0 } ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        lock (_requests)
            _requests.Add(recorded);
        var response = answer(recorded);
        response.RequestMessage = request;
        return response;
    }
}

/// <summary>A request as it left the client.</summary>
internal sealed record Recorded(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[]? Body)
{
    public IReadOnlyDictionary<string, StringValues> Query => QueryHelpers.ParseQuery(Uri.Query);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The parts of the form, read as a server reads them.</summary>
    public async Task<IReadOnlyList<FormPart>> FormAsync()
    {
        var boundary = Microsoft.Net.Http.Headers.HeaderUtilities.RemoveQuotes(
            Microsoft.Net.Http.Headers.MediaTypeHeaderValue.Parse(Headers["Content-Type"]).Boundary).Value!;
        var reader = new MultipartReader(boundary, new MemoryStream(Body!));
        var parts = new List<FormPart>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var disposition = section.GetContentDispositionHeader()!;
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content);
            parts.Add(new FormPart(
                disposition.Name.Value!.Trim('"'),
                disposition.FileName.HasValue ? disposition.FileName.Value.Trim('"') : null,
                section.ContentType,
                Encoding.UTF8.GetString(content.ToArray())));
        }

        return parts;
    }
}

/// <summary>A part of a form.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, string Content);

/// <summary>Responses.</summary>
internal static class Reply
{
    public static HttpResponseMessage Json(string body) => Text(HttpStatusCode.OK, body);

    public static HttpResponseMessage Text(HttpStatusCode status, string body, string contentType = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, contentType) };

    public static HttpResponseMessage Stream(Stream body, string contentType = "application/octet-stream")
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = new(contentType);
        return response;
    }
}

/// <summary>Makes clients.</summary>
internal static class TestClient
{
    public const string ApiKey = "key-of-the-tests-0815";

    public static HumeClient Of(HttpMessageHandler handler, TimeProvider? time = null, int retries = 0) => new(new HumeClientOptions
    {
        ApiKey = ApiKey,
        HttpMessageHandler = handler,
        MaxRetries = retries,
        TimeProvider = time ?? TimeProvider.System,
    });

    /// <summary>A client to which each request is answered in the same way.</summary>
    public static HumeClient Answering(string json) => Of(new Recorder(HttpStatusCode.OK, json));
}
