using System.Net;
using System.Net.Http.Headers;

namespace HumeGen.Generator.Tests;

/// <summary>Answers every request and keeps what was sent.</summary>
/// <param name="answer">The body of the answer to a request, by its number from 0.</param>
/// <param name="type">The media type of all answers.</param>
internal sealed class Recorder(Func<int, string> answer, string type = "application/json") : HttpMessageHandler
{
    public List<SentRequest> Sent { get; } = [];

    /// <summary>The header <c>Link</c> of the answer to a request, by its number from 0; null for none.</summary>
    public Func<int, string?> Link { get; init; } = _ => null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(",", h.Value));
        Sent.Add(new SentRequest(request.RequestUri!.Host, $"{request.Method} {request.RequestUri.PathAndQuery}", headers, content) { Address = request.RequestUri.AbsoluteUri });
        var body = new StringContent(answer(Sent.Count - 1), System.Text.Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = body };
        if (Link(Sent.Count - 1) is { } link)
            response.Headers.TryAddWithoutValidation("Link", link);
        return response;
    }
}
