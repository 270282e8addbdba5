using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>The credentials of a client, from the security schemes of its documents: places for API keys, and where client credentials are traded for tokens.</summary>
/// <param name="Key">The place of the first key; null where there is none.</param>
/// <param name="FurtherKeys">The places of the keys that operations ask for beside it, or in place of it.</param>
/// <param name="IsOpen">Whether what says nothing of credentials needs none.</param>
/// <param name="HasOpenCalls">Whether some calls or channels need none.</param>
/// <param name="Ways">The kinds of credentials, the one that is asked for first in front.</param>
/// <param name="Sets">The sets of credentials, each a list of names, that every operation takes; null where operations differ.</param>
internal sealed record SecuritySchemes(
    KeyPlaceModel? Key,
    IReadOnlyList<KeyPlaceModel> FurtherKeys,
    bool IsOpen,
    bool HasOpenCalls,
    IReadOnlyList<PrimaryCredential> Ways,
    HashSet<string>? Sets,
    string? TokenServer,
    string? TokenPath)
{
    // As the runtime calls them.
    private const string Bearer = "Bearer";
    private const string Basic = "Basic";

    /// <summary>The kind of credential that is asked for first.</summary>
    public PrimaryCredential PrimaryCredential => Ways[0];

    /// <summary>The names that API keys go by in one place.</summary>
    public static IEnumerable<string> KeyNames(ApiDocument document, ParameterIn place) => KeysIn(document, place).Select(s => s.Name!);

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
        var asked = document.Spec.Paths.SelectMany(p => p.Operations).Select(o => (o.Security, Pointer: o.Pointer / "security"))
            .Prepend((document.Spec.Security, JsonPointer.Root / "security"));
        foreach (var (alternatives, pointer) in asked)
        {
            foreach (var id in (alternatives ?? []).SelectMany(a => a).Where(id => !schemes.ContainsKey(id) && reported.Add(id)))
                document.Report(Descriptors.UnknownScheme, pointer, id);
            if (alternatives is not { Count: > 0 } || alternatives.Any(a => Unfilled(a, schemes).Count == 0))
                continue;
            foreach (var scheme in Unfilled(alternatives[0], schemes).Where(s => reported.Add(s.Key)))
                document.Report(Descriptors.UnfilledCredential, scheme.Pointer, scheme.Key, Describe(scheme));
        }
    }

    public static SecuritySchemes Of(IReadOnlyList<DocumentContext> documents, string? baseAddress)
    {
        var schemes = documents.SelectMany(d => Asked(d.Spec)).ToArray();
        // In a header rather than in an address, which ends up in logs.
        var keys = new[] { (ParameterIn.Header, KeyCarrier.Header), (ParameterIn.Cookie, KeyCarrier.Cookie), (ParameterIn.Query, KeyCarrier.Query) }
            .SelectMany(place => schemes.Where(s => IsKeyIn(s, place.Item1)).Select(s => new KeyPlaceModel(s.Name!, place.Item2)))
            .GroupBy(k => k.Name).Select(g => g.First()).ToArray();
        var key = keys.FirstOrDefault();
        var isOpen = documents.All(d => !d.Spec.MentionsSecurity) || documents.Any(d => d.Spec.Security?.Any(r => r.Count == 0) == true);
        var calls = documents.SelectMany(d => d.Spec.Paths.SelectMany(p => p.Operations).Select(o => Read(d.Spec, o.Security ?? d.Spec.Security))).ToArray();
        var channels = documents.SelectMany(d => d.Spec.Channels.Select(c => Read(d.Spec, c.Security)));
        var (server, path) = Token(documents, baseAddress);
        return new SecuritySchemes(
            key ?? (schemes.Any(s => s.Kind != SecurityKind.ApiKey) ? null : new KeyPlaceModel("X-Api-Key", KeyCarrier.Header)),
            [.. keys.Skip(1).Where(k => documents.Any(d => d.Spec.File.File.Kind == SpecKind.OpenApi && d.Spec.SecuritySchemes.Any(s => NameOf(s) == k.Name)))],
            isOpen,
            calls.Concat(channels).Any(c => c.IsAnonymous || c.IsOptional),
            WaysOf(schemes, key),
            SetsOfAll([.. calls, .. documents.Select(d => Read(d.Spec, d.Spec.Security))]),
            server,
            documents.Select(d => d.Spec.Settings.TokenPath).FirstOrDefault(p => p is not null) ?? path);
    }

    /// <summary>The credentials of a call, as code; nothing if they are those of the whole API.</summary>
    public SecurityModel OfCall(ApiDocument document, OperationNode operation)
    {
        var (isAnonymous, isOptional, sets) = Read(document, operation.Security ?? document.Security);
        if (isAnonymous)
            return new SecurityModel(true, default);
        if (sets is null || (sets.Count > 0 && Sets?.SetEquals(sets.Select(Join)) == true && (isOptional || !IsOpen)))
            sets = [];
        var named = sets.Select(EquatableArray.From);
        return new SecurityModel(false, EquatableArray.From(isOptional && !(IsOpen && sets.Count == 0) ? named.Append(default) : named));
    }

    /// <summary>The credentials of a channel's opening, as code.</summary>
    public SecurityModel OfChannel(ApiDocument document, ChannelNode channel)
    {
        var (isAnonymous, isOptional, _) = Read(document, channel.Security);
        return new SecurityModel(isAnonymous, isOptional && !IsOpen ? EquatableArray.From([default(EquatableArray<string>)]) : default);
    }

    // The schemes that are asked for; where none is, all that are declared.
    private static IEnumerable<SecuritySchemeNode> Asked(ApiDocument document)
    {
        var asked = document.Paths.SelectMany(p => p.Operations).Select(o => o.Security).Append(document.Security)
            .SelectMany(a => a ?? []).SelectMany(a => a).ToArray();
        var found = document.SecuritySchemes.Where(s => asked.Contains(s.Key)).ToArray();
        return found.Length > 0 ? found : document.SecuritySchemes;
    }

    // A document that asks for credentials somewhere means it where it does not.
    private static (bool IsAnonymous, bool IsOptional, IReadOnlyList<IReadOnlyList<string>>? Sets) Read(ApiDocument document, IReadOnlyList<IReadOnlyList<string>>? alternatives)
    {
        if (alternatives is null)
            return (document.AsksForCredentials, false, null);
        if (alternatives.All(a => a.Count == 0))
            return (true, false, null);
        var isOptional = alternatives.Any(a => a.Count == 0);
        var schemes = document.SecuritySchemes.ToDictionary(s => s.Key, StringComparer.Ordinal);
        // What is not declared may be anything.
        if (alternatives.SelectMany(a => a).Any(id => !schemes.TryGetValue(id, out var scheme) || scheme.Kind == SecurityKind.Unknown))
            return (false, isOptional, null);
        var sets = alternatives.Where(a => a.Count > 0).Select(a => (IReadOnlyList<string>)[.. a.Select(id => NameOf(schemes[id])).OfType<string>().Distinct()]).ToArray();
        return (false, isOptional || sets.Any(s => s.Count == 0), [.. sets.Where(s => s.Count > 0)]);
    }

    // Null unless every call takes any one of all that there are.
    private static HashSet<string>? SetsOfAll(IReadOnlyList<(bool IsAnonymous, bool IsOptional, IReadOnlyList<IReadOnlyList<string>>? Sets)> calls)
    {
        var sets = calls.Select(c => c.Sets).OfType<IReadOnlyList<IReadOnlyList<string>>>().Where(s => s.Count > 0).ToArray();
        var all = new HashSet<string>(sets.SelectMany(s => s).SelectMany(s => s));
        return sets.All(s => all.SetEquals(s.Select(Join))) ? all : null;
    }

    private static string Join(IReadOnlyList<string> set) => string.Join("\n", set);

    // The name by which a set of credentials has one; null for what the client does not send.
    private static string? NameOf(SecuritySchemeNode scheme) => scheme.Kind switch
    {
        SecurityKind.ApiKey => scheme is { Place: { } place, Name: { } name } && IsUsable(name, place) ? name : null,
        SecurityKind.OAuth2 or SecurityKind.OpenIdConnect => Bearer,
        SecurityKind.Http => scheme.IsHttp("bearer") ? Bearer : scheme.IsHttp("basic") ? Basic : null,
        _ => null,
    };

    // An API key where there is one, and where nothing is said.
    private static List<PrimaryCredential> WaysOf(IReadOnlyList<SecuritySchemeNode> schemes, KeyPlaceModel? key)
    {
        var ways = new List<PrimaryCredential>();
        if (key is not null)
            ways.Add(PrimaryCredential.ApiKey);
        if (schemes.Any(s => NameOf(s) == Bearer))
            ways.Add(PrimaryCredential.AccessToken);
        if (schemes.Any(s => NameOf(s) == Basic))
            ways.Add(PrimaryCredential.Basic);
        return ways.Count > 0 ? ways : [PrimaryCredential.ApiKey];
    }

    private static IEnumerable<SecuritySchemeNode> KeysIn(ApiDocument document, ParameterIn place) => document.SecuritySchemes.Where(s => IsKeyIn(s, place));

    private static bool IsKeyIn(SecuritySchemeNode scheme, ParameterIn place) =>
        scheme.Kind == SecurityKind.ApiKey && scheme.Place == place && scheme.Name is { } name && IsUsable(name, place);

    // The schemes of an alternative that the client leaves open: those of a kind that it does not send, and a second one in the header Authorization.
    private static List<SecuritySchemeNode> Unfilled(IReadOnlyList<string> alternative, Dictionary<string, SecuritySchemeNode> schemes)
    {
        var open = new List<SecuritySchemeNode>();
        var header = new HashSet<string>();
        foreach (var id in alternative)
        {
            if (!schemes.TryGetValue(id, out var scheme) || scheme.Kind is SecurityKind.MutualTls or SecurityKind.Unknown)
                continue;
            var name = NameOf(scheme);
            var isInAuthorization = name is Bearer or Basic || "Authorization".Equals(name, StringComparison.OrdinalIgnoreCase);
            if (name is null || (isInAuthorization && header.Add(name) && header.Count > 1))
                open.Add(scheme);
        }

        return open;
    }

    // Of OAuth 2, what a program can do by itself.
    private static (string? Server, string? Path) Token(IReadOnlyList<DocumentContext> documents, string? baseAddress)
    {
        var url = documents.SelectMany(d => d.Spec.SecuritySchemes).Select(s => s.ClientCredentialsTokenUrl).FirstOrDefault(u => u is not null);
        if (url is null)
            return (null, null);
        if (baseAddress is null || ServerAddress.IsRelative(baseAddress))
        {
            if (ServerAddress.IsRelative(url.OriginalString))
                return (null, "/" + url.OriginalString.TrimStart('/'));
            baseAddress = "https://localhost";
        }

        // A secret goes to nothing that is no address.
        if (!url.IsAbsoluteUri && !ServerAddress.IsRelative(url.OriginalString))
            return (null, null);
        if (!Uri.TryCreate(new Uri(baseAddress), url, out var address) || address is not { Query: "", Fragment: "", UserInfo: "" })
            return (null, null);
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
        SecurityKind.Http when !scheme.IsHttp("bearer") && !scheme.IsHttp("basic") => $"HTTP authentication '{scheme.Scheme}'",
        SecurityKind.ApiKey when NameOf(scheme) is null => $"an API key in {scheme.Place?.ToString().ToLowerInvariant()} '{scheme.Name}'",
        _ => "a second credential in the header Authorization, which takes one",
    };
}
