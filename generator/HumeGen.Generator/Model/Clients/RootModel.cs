namespace HumeGen.Generator.Model;

/// <summary>Where the API is and how a caller shows who they are.</summary>
/// <param name="ApiKeyQuery">The query parameter that takes an API key in place of the header; null when there is none.</param>
/// <param name="ApiKeyCookie">The cookie that takes an API key in place of the header; null when there is none.</param>
/// <param name="TokenServer">The address of the server that hands out tokens, where it is not the API's own.</param>
/// <param name="Login">What the shortest constructor takes.</param>
/// <param name="IsOpen">Whether the specification asks for no credential at all.</param>
internal sealed record RootModel(
    string ApiName,
    string BaseAddress,
    string ApiKeyHeader,
    string? ApiKeyQuery,
    string? ApiKeyCookie,
    bool IsOpen,
    LoginKind Login,
    string? ApiKeyVariable,
    string? TokenServer,
    string? TokenPath);
