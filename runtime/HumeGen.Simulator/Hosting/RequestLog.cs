using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Hosting;

/// <summary>The requests received so far, without credentials. Only the newest are kept.</summary>
internal sealed class RequestLog
{
    private const int MaxRequests = 10_000;
    private const int MaxBodyBytes = 1 << 20;
    private const string Redacted = "***";

    private static readonly FrozenSet<string> SecretHeaders =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "X-Hume-Api-Key", "Authorization", "Proxy-Authorization", "Cookie");

    private static readonly FrozenSet<string> SecretQuery = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "api_key", "access_token", "session_settings[language_model_api_key]");

    private readonly Lock _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();

    public RecordedRequest Add(HttpRequest request, byte[] body)
    {
        var recorded = new RecordedRequest(
            request.Method,
            request.Path.Value ?? "/",
            [
                .. request.Query.SelectMany(pair => pair.Value.Select(
                    value => KeyValuePair.Create(pair.Key, SecretQuery.Contains(pair.Key) ? Redacted : value ?? ""))),
            ],
            request.Headers.ToFrozenDictionary(
                header => header.Key,
                header => SecretHeaders.Contains(header.Key) ? Redacted : header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase),
            body.Length <= MaxBodyBytes ? body : body.AsSpan(0, MaxBodyBytes).ToArray(),
            body.Length);
        lock (_gate)
        {
            _requests.Enqueue(recorded);
            if (_requests.Count > MaxRequests)
                _requests.Dequeue();
        }

        return recorded;
    }

    public IReadOnlyList<RecordedRequest> ToList()
    {
        lock (_gate)
            return [.. _requests];
    }
}
