using System.ClientModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;

namespace HumeGen.Server.OpenAI;

/// <summary>Says what went wrong at an endpoint, without the bodies and messages in which endpoints repeat keys and what somebody said.</summary>
internal static class EndpointFaults
{
    private const int LongestCode = 60;

    /// <summary>A fault of an endpoint: clients hear what happened, and the log says where, and what to do.</summary>
    public static EngineException Fault(OpenAIEndpoint endpoint, string problem, string advice) =>
        new($"The endpoint of the engine {problem}.", new InvalidOperationException($"{endpoint.Address} {problem}.{advice}"));

    /// <summary>The same items; a fault becomes an <see cref="EngineException"/>.</summary>
    public static async IAsyncEnumerable<T> GuardAsync<T>(
        IAsyncEnumerable<T> items, OpenAIEndpoint endpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using var disposing = enumerator.ConfigureAwait(false);
        while (await GuardAsync(enumerator.MoveNextAsync().AsTask(), endpoint, cancellationToken).ConfigureAwait(false))
            yield return enumerator.Current;
    }

    /// <summary>The same result; a fault becomes an <see cref="EngineException"/>.</summary>
    public static async Task<T> GuardAsync<T>(Task<T> call, OpenAIEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not EngineException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Fault(endpoint, Problem(Last(fault), endpoint), Advice(Last(fault)));
        }
    }

    // The retries give all faults as one.
    private static Exception Last(Exception fault) => fault switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Last(last),
        ClientResultException { Status: 0, InnerException: { } inner } => Last(inner),
        _ => fault,
    };

    private static string Problem(Exception fault, OpenAIEndpoint endpoint) => fault switch
    {
        ClientResultException { Status: > 0 } answer => $"answered with the status {answer.Status}{Code(answer)}",
        OperationCanceledException or TimeoutException => $"gave nothing for {endpoint.Timeout.TotalSeconds:0.##} seconds",
        HttpRequestException unreachable => $"cannot be reached ({unreachable.HttpRequestError})",
        IOException => "broke off its answer",
        _ => $"sent what cannot be read ({fault.GetType().Name})",
    };

    private static string Advice(Exception fault) => fault switch
    {
        ClientResultException { Status: 401 or 403 } => " Check its key.",
        ClientResultException { Status: 404 } => " Check its address and the name of the model.",
        ClientResultException or OperationCanceledException or TimeoutException or IOException => "",
        HttpRequestException => " Is it running, and is the address right?",
        _ => " Does it speak the protocol of OpenAI?",
    };

    // A code such as model_not_found; nothing that could be a sentence.
    private static string Code(ClientResultException answer)
    {
        try
        {
            var error = JsonNode.Parse(answer.GetRawResponse()?.Content.ToString() ?? "{}")?["error"];
            return (error?["code"] ?? error?["type"]) is JsonValue value && value.TryGetValue(out string? code) && code.Length is > 0 and <= LongestCode
                && code.All(c => char.IsAsciiLetterLower(c) || c == '_') ? $" ({code})" : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return "";
        }
    }
}
