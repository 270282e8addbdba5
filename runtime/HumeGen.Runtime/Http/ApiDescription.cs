namespace HumeGen;

/// <summary>Description of an API as a whole. Generated clients bring it along.</summary>
public sealed class ApiDescription
{
    /// <summary>Name of the API in messages.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Address of the API unless the options give another one. A relative one is the path behind the address that the options must give then; null is none.
    /// </summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The header that carries an API key; null where none does.</summary>
    public string? ApiKeyHeader { get; init; }

    /// <summary>The query parameter that carries an API key in place of the header; null where the header does.</summary>
    public string? ApiKeyQuery { get; init; }

    /// <summary>The cookie that carries an API key in place of the header; null where the header does.</summary>
    public string? ApiKeyCookie { get; init; }

    /// <summary>The keys that the API takes beside the first one, or in place of it.</summary>
    public IReadOnlyList<ApiKeyPlace> FurtherKeys { get; init; } = [];

    /// <summary>Whether an API key is an access token, sent as a bearer token, as the API has no keys beside them.</summary>
    public bool ApiKeyIsToken { get; init; }

    /// <summary>Whether calls that do not say which credentials they take need none.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether some calls need no credential, so that a client can be made without one.</summary>
    public bool HasOpenCalls { get; init; }

    /// <summary>Whether calls differ in the credentials that they take, or take several at once, so that a client may have a key and another credential.</summary>
    public bool TakesSeveralCredentials { get; init; }

    /// <summary>The environment variable that holds an API key when the options give no credential; null when there is none.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>The server that hands out access tokens for client credentials, where it is not the API's own; null otherwise.</summary>
    public Uri? TokenServer { get; init; }

    /// <summary>The path that hands out access tokens for client credentials; null when there is none.</summary>
    public string? TokenPath { get; init; }

    /// <summary>The client's class, whose name and version stand in the User-Agent header; null for the runtime's alone.</summary>
    public Type? Client { get; init; }

    /// <summary>Makes the API's own exception of an error; null makes an <see cref="ApiErrorException"/>.</summary>
    public Func<ApiError, ApiErrorException>? CreateException { get; init; }

    /// <summary>The member of an error's body that holds the error code, at the top or in a member called <c>error</c>.</summary>
    public string ErrorCodeMember { get; init; } = "code";

    /// <summary>Looks a text up in the API's catalogue of error codes; null when there is no catalogue.</summary>
    public Func<string, IApiCode>? FindErrorCode { get; init; }

    /// <summary>Looks a close code of a WebSocket up in the API's catalogue; null when there is no catalogue.</summary>
    public Func<string, IApiCode>? FindCloseCode { get; init; }

    /// <summary>The place of the first key; null where the API has no keys.</summary>
    internal ApiKeyPlace? FirstKey =>
        ApiKeyQuery is { } query ? ApiKeyPlace.InQuery(query)
        : ApiKeyCookie is { } cookie ? ApiKeyPlace.InCookie(cookie)
        : ApiKeyHeader is { } header ? ApiKeyPlace.InHeader(header)
        : null;

    /// <summary>The code of an error: what the server calls its code, or its words, where the catalogue lists those for an error that has no other code.</summary>
    internal IApiCode? CodeOf(string? code, string? words)
    {
        if (code is not null)
            return FindErrorCode?.Invoke(code) ?? new UnlistedCode(code);
        return words is not null && FindErrorCode?.Invoke(words.TrimEnd('.')) is { IsKnown: true } known ? known : null;
    }
}
