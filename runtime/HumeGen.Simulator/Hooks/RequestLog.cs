using System.Collections.Frozen;
using HumeGen.Server.Authentication;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Hooks;

/// <summary>The requests received so far, without credentials. Only the newest are kept.</summary>
/// <param name="maxBytes">The bytes of all of them together.</param>
internal sealed class RequestLog(long maxBytes)
{
    private const int MaxRequests = 10_000;
    private const int MaxBodyBytes = 1 << 20;
    private const int Overhead = 1024;
    private const string Redacted = "***";

    private static readonly FrozenSet<string> SecretHeaders =
        new[] { "X-Hume-Api-Key", "Authorization", "Proxy-Authorization", "Cookie" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> SecretQuery =
        Authenticator.QueryNames.Append("session_settings[language_model_api_key]").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly object _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private long _bytes;

    /// <param name="request">The request.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    /// <param name="bodyLength">The length of the whole body.</param>
    public RecordedRequest Add(HttpRequest request, byte[] body, long bodyLength)
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
            bodyLength);
        lock (_gate)
        {
            _requests.Enqueue(recorded);
            _bytes += SizeOf(recorded);
            while (_requests.Count > MaxRequests || (_bytes > maxBytes && _requests.Count > 1))
                _bytes -= SizeOf(_requests.Dequeue());
        }

        return recorded;
    }

    private static long SizeOf(RecordedRequest request) => Overhead
        + request.Body.Length
        + (2L * request.Path.Length)
        + request.Query.Concat(request.Headers).Sum(pair => 2L * (pair.Key.Length + pair.Value.Length));

    public IReadOnlyList<RecordedRequest> ToList()
    {
        lock (_gate)
            return [.. _requests];
    }
}
