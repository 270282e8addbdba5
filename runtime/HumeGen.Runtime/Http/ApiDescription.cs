namespace HumeGen;

/// <summary>What a client must know about its API as a whole. Generated clients bring it along.</summary>
public sealed class ApiDescription
{
    /// <summary>What the API is called in messages.</summary>
    public required string Name { get; init; }

    /// <summary>Where the API answers unless the options say otherwise.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The header that carries an API key.</summary>
    public required string ApiKeyHeader { get; init; }

    /// <summary>The query parameter that carries an API key in place of the header; null where the header does.</summary>
    public string? ApiKeyQuery { get; init; }

    /// <summary>The cookie that carries an API key in place of the header; null where the header does.</summary>
    public string? ApiKeyCookie { get; init; }

    /// <summary>Whether the API can be called without a credential.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The environment variable that holds an API key when the options give no credential; null when there is none.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>The server that hands out access tokens for client credentials, where it is not the API's own; null otherwise.</summary>
    public Uri? TokenServer { get; init; }

    /// <summary>The path that hands out access tokens for client credentials; null when there is none.</summary>
    public string? TokenPath { get; init; }
}
