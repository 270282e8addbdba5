using System.Net;
using System.Text;

namespace HumeGen.Tests;

/// <summary>One request as a handler saw it.</summary>
public sealed record SeenRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body, TimeSpan At);

/// <summary>Answers requests by a script, one step each; the last step answers all that follow. Records what it saw.</summary>
public sealed class StubHandler(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] steps) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<SeenRequest> _seen = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private int _step;

    public ManualTime? Time { get; init; }

    public bool Disposed { get; private set; }

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (_lock)
                return [.. _seen];
        }
    }

    public static StubHandler Answering(HttpStatusCode status, string body = "", string contentType = "application/json") =>
        new((_, _) => Task.FromResult(Response(status, body, contentType)));

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Step(HttpResponseMessage response) =>
        (_, _) => Task.FromResult(response);

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Step(int status, string body = "", params (string, string)[] headers) =>
        (_, _) => Task.FromResult(Response((HttpStatusCode)status, body, "application/json", headers));

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Fail(Exception exception) =>
        (_, _) => Task.FromException<HttpResponseMessage>(exception);

    /// <summary>Never answers.</summary>
    public static async Task<HttpResponseMessage> Hang(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    }

    public static HttpResponseMessage Response(
        HttpStatusCode status,
        string body = "",
        string contentType = "application/json",
        params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        foreach (var (name, value) in headers)
            Assert.True(response.Headers.TryAddWithoutValidation(name, value) || response.Content.Headers.TryAddWithoutValidation(name, value));
        return response;
    }

    /// <summary>Waits until one more request has come and its step has begun.</summary>
    public Task ArrivalAsync() => _arrivals.WaitAsync(TimeSpan.FromSeconds(30));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        int step;
        lock (_lock)
        {
            _seen.Add(new SeenRequest(request.Method, request.RequestUri!, headers, body, Time?.Elapsed ?? default));
            step = Math.Min(_step++, steps.Length - 1);
        }

        var answering = steps[step](request, cancellationToken);
        _arrivals.Release();
        var response = await answering;
        response.RequestMessage ??= request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>Content that tells whether it was disposed.</summary>
public sealed class TrackedContent(string text = "{}") : StringContent(text, Encoding.UTF8, "application/json")
{
    public bool Disposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
