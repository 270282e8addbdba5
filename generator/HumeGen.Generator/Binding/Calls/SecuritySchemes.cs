using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>The credentials of a client, from the security schemes of its documents: one place for an API key, and where client credentials are traded
/// for tokens.</summary>
internal sealed record SecuritySchemes(string? Header, string? Query, string? Cookie, bool IsOpen, IReadOnlyList<LoginKind> Ways, string? TokenServer, string? TokenPath)
{
    /// <summary>The kind of credential that is asked for first.</summary>
    public LoginKind Login => Ways[0];

    /// <summary>The names that API keys go by in one place.</summary>
    public static IEnumerable<string> KeyNames(ApiDocument document, ParameterIn place) => document.SecuritySchemes
        .Where(s => s.Kind == SecurityKind.ApiKey && s.Place == place && s.Name is { } name && IsUsable(name, place))
        .Select(s => s.Name!);

    /// <summary>The query parameter that takes a token, or a lasting key, when a channel is opened; null where there is none.</summary>
    public static string? OfChannel(ChannelNode channel, bool isToken)
    {
        var keys = channel.Document.ChannelKeys.ToArray();
        var names = new HashSet<string>(keys.Select(k => k.Name), StringComparer.OrdinalIgnoreCase);
        // A scheme may name a parameter that the binding does not. The names tell a key that lasts from a token that does not; the types of schemes do not.
        return channel.QueryNames.Where(names.Contains).Concat(keys.Where(k => k.Place == "query").Select(k => k.Name))
            .FirstOrDefault(p => p.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 == isToken);
    }

    /// <summary>Reports what of one document's schemes a client cannot fill.</summary>
    public static void Check(DocumentContext document)
    {
        var schemes = document.Spec.SecuritySchemes.ToDictionary(s => s.Key, StringComparer.Ordinal);
        foreach (var scheme in schemes.Values.Where(s => s is { Kind: SecurityKind.ApiKey, Place: { } place, Name: { } name } && !IsUsable(name, place)))
            document.Report(Descriptors.UnsafeName, scheme.Pointer, scheme.Name!);

        var reported = new HashSet<string>();
        var key = Key([document]);
        var everywhere = document.Spec.Security;
        foreach (var alternatives in document.Spec.Paths.SelectMany(p => p.Operations).Select(o => o.Security ?? everywhere)
            .OfType<IReadOnlyList<IReadOnlyList<string>>>().Distinct())
        {
            if (alternatives.Count == 0 || alternatives.Any(r => Unfilled(r, key, schemes).Count == 0))
                continue;
            foreach (var id in Unfilled(alternatives[0], key, schemes))
            {
                if (schemes.TryGetValue(id, out var scheme) && reported.Add(id))
                    document.Report(Descriptors.UnfilledCredential, scheme.Pointer, id, Describe(scheme));
            }
        }
    }

    public static SecuritySchemes Of(IReadOnlyList<DocumentContext> documents, string baseAddress)
    {
        var key = Key(documents);
        var isOpen = documents.All(d => !d.Spec.MentionsSecurity) || documents.Any(d => d.Spec.Security?.Any(r => r.Count == 0) == true);
        var (server, path) = Token(documents, baseAddress);
        return new SecuritySchemes(
            key.Place == ParameterIn.Header ? key.Name : null,
            key.Place == ParameterIn.Query ? key.Name : null,
            key.Place == ParameterIn.Cookie ? key.Name : null,
            isOpen,
            WaysOf(documents, key.Name),
            server,
            documents.Select(d => d.Spec.Settings.TokenPath).FirstOrDefault(p => p is not null) ?? path);
    }

    // An API key where there is one, and where nothing is said.
    private static List<LoginKind> WaysOf(IReadOnlyList<DocumentContext> documents, string? key)
    {
        var schemes = documents.SelectMany(d => d.Spec.SecuritySchemes).ToArray();
        var ways = new List<LoginKind>();
        if (key is not null)
            ways.Add(LoginKind.ApiKey);
        if (schemes.Any(s => s.Kind is SecurityKind.OAuth2 or SecurityKind.OpenIdConnect || s.IsHttp("bearer")))
            ways.Add(LoginKind.AccessToken);
        if (schemes.Any(s => s.IsHttp("basic")))
            ways.Add(LoginKind.Basic);
        return ways.Count > 0 ? ways : [LoginKind.ApiKey];
    }

    // In a header rather than in an address, which ends up in logs.
    private static (ParameterIn? Place, string? Name) Key(IReadOnlyList<DocumentContext> documents)
    {
        foreach (var place in (ParameterIn[])[ParameterIn.Header, ParameterIn.Cookie, ParameterIn.Query])
        {
            if (documents.SelectMany(d => KeyNames(d.Spec, place)).FirstOrDefault() is { } name)
                return (place, name);
        }

        return (null, null);
    }

    // The schemes of a requirement that one credential leaves open: those of a kind that the runtime does not send, and all but one.
    private static List<string> Unfilled(
        IReadOnlyList<string> requirement, (ParameterIn? Place, string? Name) key, Dictionary<string, SecuritySchemeNode> schemes)
    {
        var open = new List<string>();
        var filled = 0;
        foreach (var id in requirement)
        {
            // What is not declared is not known; the reader tells of it.
            if (!schemes.TryGetValue(id, out var scheme))
                continue;
            var isSent = scheme.Kind switch
            {
                SecurityKind.ApiKey => scheme.Place == key.Place && scheme.Name == key.Name,
                SecurityKind.Http => scheme.IsHttp("bearer") || scheme.IsHttp("basic"),
                _ => true,
            };
            if (!isSent || (scheme.Kind != SecurityKind.MutualTls && ++filled > 1))
                open.Add(id);
        }

        return open;
    }

    // Of OAuth 2, what a program can do by itself.
    private static (string? Server, string? Path) Token(IReadOnlyList<DocumentContext> documents, string baseAddress)
    {
        var url = documents.SelectMany(d => d.Spec.SecuritySchemes).Select(s => s.ClientCredentialsTokenUrl).FirstOrDefault(u => u is not null);
        if (url is null || !Uri.TryCreate(baseAddress, UriKind.Absolute, out var root) || !Uri.TryCreate(root, url, out var address)
            || address is not { Query: "", Fragment: "", UserInfo: "" })
        {
            return (null, null);
        }

        var start = baseAddress.TrimEnd('/') + "/";
        if (address.AbsoluteUri.StartsWith(start, StringComparison.Ordinal))
            return (null, address.AbsoluteUri.Substring(start.Length - 1));
        if (address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback))
            return (null, null);
        return (address.GetLeftPart(UriPartial.Authority), address.AbsolutePath);
    }

    private static bool IsUsable(string name, ParameterIn place) => place == ParameterIn.Query ? name.Length > 0 : HttpNames.IsToken(name);

    private static string Describe(SecuritySchemeNode scheme) => scheme.Kind switch
    {
        SecurityKind.ApiKey => $"a further API key in {scheme.Place?.ToString().ToLowerInvariant()} '{scheme.Name}'",
        SecurityKind.Http => $"HTTP authentication '{scheme.Scheme}'",
        _ => "a further credential",
    };
}
