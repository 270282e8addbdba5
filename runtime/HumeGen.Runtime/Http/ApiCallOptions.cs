using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HumeGen;

/// <summary>Options of one call, in place of the client's.</summary>
public sealed record ApiCallOptions
{
    /// <summary>Time that the call may take with all its attempts, in place of <see cref="ApiClientOptions.Timeout"/>; null keeps the client's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Number of times that the call is tried again, in place of <see cref="ApiClientOptions.MaxRetries"/>; 0 is never, null keeps the client's.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>
    /// True lets a POST or PATCH be tried again like a GET, also when the server may have carried out the first attempt already:
    /// something may then be made, or paid for, twice. False does not, and null keeps <see cref="ApiClientOptions.RetryUnsafe"/> of the client.
    /// </summary>
    public bool? RetryUnsafe { get; init; }

    /// <summary>Decides whether a failed attempt is tried again, in place of <see cref="ApiClientOptions.RetryPolicy"/>; null keeps the client's.</summary>
    [JsonIgnore]
    public Func<RetryAttempt, TimeSpan?>? RetryPolicy { get; init; }

    /// <summary>
    /// Number of times that a stream of server-sent events which breaks off, or stays silent for too long, is asked for again from the last event on
    /// (<c>Last-Event-ID</c>), after the wait that the server asked for. It needs events with ids, and for a POST or PATCH also <see cref="RetryUnsafe"/>.
    /// Null and 0 never do. A stream that ends without a fault is at its end.
    /// </summary>
    public int? MaxResumes { get; init; }

    /// <summary>Headers to add, or to send in place of the client's own.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Query parameters to add, or to send in place of those that the call sets.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    /// <summary>Members to add to the JSON object of the body, or to send in place of those that the call sets: <c>["seed"] = 5</c>.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonNode?>? BodyMembers { get; init; }

    /// <summary>
    /// Sees the final response, success or error, before the call returns or throws. Responses that are tried again are not shown.
    /// </summary>
    [JsonIgnore]
    public Action<ApiResponse>? OnResponse { get; init; }

    /// <summary>Sees each server-sent event of a stream just before its item comes out: its name, its id, and the wait that the server asks for.</summary>
    [JsonIgnore]
    public Action<ApiEvent>? OnEvent { get; init; }

    /// <summary>The limits only: headers, query and body may hold secrets or personal data.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"ApiCallOptions {{ Timeout = {Timeout}, MaxRetries = {MaxRetries}, RetryUnsafe = {RetryUnsafe}, MaxResumes = {MaxResumes} }}";
}
