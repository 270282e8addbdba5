namespace HumeGen;

/// <summary>Chooses the credentials of each call from those that the client has.</summary>
internal sealed class CredentialChooser(PipelineSettings settings, TokenSource? tokens)
{
    /// <summary>The credentials for a request.</summary>
    /// <exception cref="ApiClientException">The client does not have what the request needs; the message says how to give it.</exception>
    public CallCredentials Choose(RequestBase request)
    {
        if (request.IsAnonymous)
            return CallCredentials.None;
        var sets = request.Security.Where(static s => s.Length > 0).ToArray();
        var isOptional = sets.Length < request.Security.Count || (request.Security.Count == 0 && settings.Api.IsOpen);
        var chosen = sets.Length == 0 ? All() : sets.Select(Fill).FirstOrDefault(static c => c is not null);
        return chosen ?? (isOptional ? CallCredentials.None : throw Missing(request, sets));
    }

    // A call that the provider itself makes cannot wait for the token of that provider.
    private bool HasAuthorization => settings.Credential.BasicLogin is not null || settings.Credential.Token is not null || tokens is { IsAskedHere: false };

    private CallCredentials? All()
    {
        var keys = settings.Api.FurtherKeys.Prepend(settings.Api.FirstKey).OfType<ApiKeyPlace>()
            .Select(p => (Place: p, Key: KeyOf(p.Name) ?? (p.Name == settings.Api.FirstKey?.Name ? settings.Key?.ApiKey : null)))
            .Where(static k => k.Key is not null)
            .Select(static k => (k.Place, k.Key!))
            .ToArray();
        return keys.Length > 0 || HasAuthorization ? new CallCredentials(HasAuthorization, keys) : null;
    }

    // Null where something of the set is missing.
    private CallCredentials? Fill(string[] set)
    {
        var keys = new List<(ApiKeyPlace, string)>();
        var hasAuthorization = false;
        foreach (var name in set)
        {
            if (name is RequestBase.Bearer or RequestBase.Basic)
            {
                if (!HasAuthorization || settings.Credential.BasicLogin is not null != (name == RequestBase.Basic))
                    return null;
                hasAuthorization = true;
            }
            else if (PlaceOf(name) is { } place && (KeyOf(name) ?? (IsFirst(name, set) ? settings.Key?.ApiKey : null)) is { } key)
            {
                keys.Add((place, key));
            }
            else
            {
                return null;
            }
        }

        return new CallCredentials(hasAuthorization, keys);
    }

    private ApiKeyPlace? PlaceOf(string name) => settings.Api.FurtherKeys.Prepend(settings.Api.FirstKey).FirstOrDefault(p => p?.Name == name);

    private string? KeyOf(string name) => settings.ApiKeys.TryGetValue(name, out var key) ? key : null;

    // The one key of a set is ApiKey, wherever it goes; of several, the first one is.
    private bool IsFirst(string name, string[] set) =>
        name == settings.Api.FirstKey?.Name || set.Count(static n => n is not (RequestBase.Bearer or RequestBase.Basic)) == 1;

    private ApiClientException Missing(RequestBase request, string[][] sets)
    {
        if (tokens is { IsAskedHere: true })
        {
            return new ApiClientException(
                $"The token provider called {request}, which itself needs a token, so it was not sent. A provider can make only those calls of its own client that need no credential.");
        }

        if (sets.Length == 0)
            return new ApiClientException($"{request} was not sent, as there is no credential for {settings.Api.Name}. {settings.WayToGive}");
        var ways = string.Join(", or ", sets.Select(s => string.Join(" and ", s.Select(n => Way(n, s)))));
        return new ApiClientException($"{request} was not sent, as it needs a credential of {settings.Api.Name} that the client does not have. Set {ways} in {settings.OptionsName}.");
    }

    private string Way(string name, string[] set) => name switch
    {
        RequestBase.Bearer => "Credential to an access token",
        RequestBase.Basic => "Credential to a user name and password",
        _ when IsFirst(name, set) => $"ApiKey (sent in {PlaceOf(name)})",
        _ => $"ApiKeys[\"{name}\"]",
    };
}
