namespace HumeGen.Generator.Model;

/// <summary>The address of the API, and the ways to send a credential.</summary>
/// <param name="Options">The name of the class of the client's options.</param>
/// <param name="BaseAddress">The address for calls, or the path of one without a host; null where there is none.</param>
/// <param name="Key">The place of the first API key; null where the API has none.</param>
/// <param name="FurtherKeys">The places of the keys beside it.</param>
/// <param name="TokenServer">The address of the server that hands out tokens, where it is not the API's own.</param>
/// <param name="TakesToken">Whether the API takes access tokens, beside keys or alone.</param>
/// <param name="TakesPassword">Whether the API takes a user name and a password, beside others or alone.</param>
/// <param name="PrimaryCredential">The credential that the shortest constructor takes.</param>
/// <param name="IsOpen">Whether what says nothing of credentials needs none.</param>
/// <param name="HasOpenCalls">Whether some calls or channels need none.</param>
/// <param name="TakesSeveral">Whether calls differ in the credentials that they take, or take several at once.</param>
internal sealed record RootModel(
    string ApiName,
    string Options,
    ErrorsModel Errors,
    string? BaseAddress,
    KeyPlaceModel? Key,
    EquatableArray<KeyPlaceModel> FurtherKeys,
    bool IsOpen,
    bool HasOpenCalls,
    bool TakesSeveral,
    PrimaryCredential PrimaryCredential,
    bool TakesToken,
    bool TakesPassword,
    string? ApiKeyVariable,
    string? TokenServer,
    string? TokenPath)
{
    /// <summary>The root client and all clients below it.</summary>
    public EquatableArray<ServiceModel> Services { get; init; }

    /// <summary>The names of the types that stand beside the client.</summary>
    public IEnumerable<string> Names => [Options, Errors.Exception, .. Errors.Statuses.Select(s => s.Name)];
}
