namespace HumeGen.Server.OpenAI;

/// <summary>An address that speaks the protocol of OpenAI, and the model to ask for there.</summary>
public sealed class OpenAIEndpoint
{
    /// <summary>
    /// The address before <c>/chat/completions</c> or <c>/audio/...</c>, such as <c>http://localhost:11434/v1</c>. Nothing is sent elsewhere: redirects are not
    /// followed.
    /// </summary>
    public required Uri Address { get; init; }

    /// <summary>The name of the model, such as <c>llama3.2</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The key; null for an endpoint that needs none. It is never part of a message or of a log.</summary>
    public string? Key { get; init; }

    /// <summary>The header that takes the key, such as <c>api-key</c> of Azure. Null for <c>Authorization</c>, with <c>Bearer</c> before the key.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The value of <c>api-version</c> in the query, which Azure wants with addresses of deployments; null for none.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The time that the endpoint may take to begin its answer, and then for each next piece. 30 seconds unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The repetitions of a request that cannot reach the endpoint, or is answered with 408, 429 or 5xx: 0 to 10. 2 unless set. There is none
    /// when the endpoint asks for more than ten seconds of patience.
    /// </summary>
    public int Retries { get; init; } = 2;

    /// <exception cref="ArgumentException">A value makes no sense: the message says which.</exception>
    internal void Check()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
            throw new ArgumentException("The address of an endpoint is http or https with a host and a path, such as http://localhost:11434/v1, and has no key or query.");
        if (string.IsNullOrWhiteSpace(Model))
            throw new ArgumentException($"The endpoint {Address} needs the name of a model.");
        if (Key is not null && (Key.Length == 0 || !Key.All(c => c is > ' ' and <= '~')))
            throw new ArgumentException($"The key of the endpoint {Address} is empty, or has characters that a header cannot hold.");
        if (KeyHeader is not null && (KeyHeader.Length == 0 || !KeyHeader.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            throw new ArgumentException($"The header for the key of the endpoint {Address} has letters, digits and '-', such as api-key.");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromHours(1))
            throw new ArgumentException($"The time limit of the endpoint {Address} is from 0.1 seconds to an hour.");
        if (Retries is < 0 or > 10)
            throw new ArgumentException($"The retries of the endpoint {Address} are 0 to 10.");
    }
}
