namespace HumeGen.Generator.Model;

/// <summary>The address of the API, and the ways to send a credential.</summary>
/// <param name="Options">The name of the class of the client's options.</param>
/// <param name="ApiKeyQuery">The query parameter that takes an API key in place of the header; null when there is none.</param>
/// <param name="ApiKeyCookie">The cookie that takes an API key in place of the header; null when there is none.</param>
/// <param name="TokenServer">The address of the server that hands out tokens, where it is not the API's own.</param>
/// <param name="HasAddress">Whether the specification names an address for calls.</param>
/// <param name="TakesToken">Whether the API takes access tokens, beside keys or alone.</param>
/// <param name="TakesPassword">Whether the API takes a user name and a password, beside others or alone.</param>
/// <param name="Login">The credential that the shortest constructor takes.</param>
/// <param name="IsOpen">Whether the specification asks for no credential at all.</param>
internal sealed record RootModel(
    string ApiName,
    string Options,
    ErrorsModel Errors,
    string BaseAddress,
    bool HasAddress,
    string ApiKeyHeader,
    string? ApiKeyQuery,
    string? ApiKeyCookie,
    bool IsOpen,
    LoginKind Login,
    bool TakesToken,
    bool TakesPassword,
    string? ApiKeyVariable,
    string? TokenServer,
    string? TokenPath)
{
    /// <summary>The names of the types that stand beside the client.</summary>
    public IEnumerable<string> Names => [Options, Errors.Exception, .. Errors.Statuses.Select(s => s.Name)];
}
