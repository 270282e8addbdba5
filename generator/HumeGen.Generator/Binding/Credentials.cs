using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>What the security schemes of a client's documents come to: one place for an API key, and where client credentials are traded for tokens.</summary>
internal sealed record Credentials(string? Header, string? Query, string? Cookie, bool IsOpen, LoginKind Login, string? TokenServer, string? TokenPath)
{
    /// <summary>The names that API keys go by in one place.</summary>
    public static IEnumerable<string> Names(OpenApiDocument document, ParameterLocation place) => (document.Components?.SecuritySchemes?.Values ?? [])
        .Where(s => s.Type == SecuritySchemeType.ApiKey && s.In == place && s.Name is { } name && IsUsable(name, place))
        .Select(s => s.Name!);

    /// <summary>Reports what of one document's schemes a client cannot fill.</summary>
    public static void Check(DocumentContext document)
    {
        var schemes = document.Document.Components?.SecuritySchemes ?? new Dictionary<string, IOpenApiSecurityScheme>();
        foreach (var scheme in schemes)
        {
            if (scheme.Value is { Type: SecuritySchemeType.ApiKey, In: { } place, Name: { } name } && !IsUsable(name, place))
                document.Report(Descriptors.UnsafeName, Pointer(scheme.Key), name);
        }

        var reported = new HashSet<string>();
        var key = Key([document]);
        var securities = (document.Document.Paths ?? []).SelectMany(p => p.Value.Operations ?? []).Select(o => o.Value.Security ?? document.Document.Security)
            .OfType<IList<OpenApiSecurityRequirement>>().Distinct();
        foreach (var alternatives in securities.Where(a => a.Count > 0 && !a.Any(r => Unfilled(r, key, schemes).Count == 0)))
        {
            foreach (var id in Unfilled(alternatives[0], key, schemes))
            {
                if (schemes.TryGetValue(id, out var scheme) && reported.Add(id))
                    document.Report(Descriptors.UnfilledCredential, Pointer(id), id, Describe(scheme));
            }
        }
    }

    public static Credentials Of(IReadOnlyList<DocumentContext> documents, string baseAddress)
    {
        var key = Key(documents);
        var isOpen = documents.All(d => d.Source.Root["security"] is null && !HasSchemes(d)) || documents.Any(d => d.Document.Security?.Any(r => r.Count == 0) == true);
        var (server, path) = Token(documents, baseAddress);
        return new Credentials(
            key.Place == ParameterLocation.Header ? key.Name : null,
            key.Place == ParameterLocation.Query ? key.Name : null,
            key.Place == ParameterLocation.Cookie ? key.Name : null,
            isOpen,
            ShortestLogin(documents, key.Name),
            server,
            documents.Select(d => d.TokenPath).FirstOrDefault(p => p is not null) ?? path);
    }

    // An API key where there is one, and where nothing is said.
    private static LoginKind ShortestLogin(IReadOnlyList<DocumentContext> documents, string? key)
    {
        var schemes = documents.SelectMany(d => d.Document.Components?.SecuritySchemes?.Values ?? []).ToArray();
        if (key is not null || schemes.Length == 0)
            return LoginKind.ApiKey;
        if (schemes.Any(s => s.Type is SecuritySchemeType.OAuth2 or SecuritySchemeType.OpenIdConnect || IsHttp(s, "bearer")))
            return LoginKind.AccessToken;
        return schemes.Any(s => IsHttp(s, "basic")) ? LoginKind.Basic : LoginKind.ApiKey;
    }

    private static bool IsHttp(IOpenApiSecurityScheme scheme, string name) =>
        scheme.Type == SecuritySchemeType.Http && name.Equals(scheme.Scheme, StringComparison.OrdinalIgnoreCase);

    private static bool HasSchemes(DocumentContext document) =>
        (document.Source.Root["components"] as JsonObject)?["securitySchemes"] is JsonObject { Count: > 0 };

    // In a header rather than in an address, which ends up in logs.
    private static (ParameterLocation? Place, string? Name) Key(IReadOnlyList<DocumentContext> documents)
    {
        foreach (var place in (ParameterLocation[])[ParameterLocation.Header, ParameterLocation.Cookie, ParameterLocation.Query])
        {
            if (documents.SelectMany(d => Names(d.Document, place)).FirstOrDefault() is { } name)
                return (place, name);
        }

        return (null, null);
    }

    // The schemes of a requirement that one credential leaves open: those of a kind that the runtime does not send, and all but one.
    private static List<string> Unfilled(
        OpenApiSecurityRequirement requirement, (ParameterLocation? Place, string? Name) key, IDictionary<string, IOpenApiSecurityScheme> schemes)
    {
        var open = new List<string>();
        var filled = 0;
        foreach (var id in requirement.Keys.Select(k => k.Reference?.Id).OfType<string>())
        {
            // What is not declared is not known; the reader tells of it.
            if (!schemes.TryGetValue(id, out var scheme))
                continue;
            var isSent = scheme.Type switch
            {
                SecuritySchemeType.ApiKey => scheme.In == key.Place && scheme.Name == key.Name,
                SecuritySchemeType.Http => scheme.Scheme?.ToLowerInvariant() is "bearer" or "basic",
                _ => true,
            };
            if (!isSent || (scheme.Type != SecuritySchemeType.MutualTLS && ++filled > 1))
                open.Add(id);
        }

        return open;
    }

    // Of OAuth 2, what a program can do by itself.
    private static (string? Server, string? Path) Token(IReadOnlyList<DocumentContext> documents, string baseAddress)
    {
        var url = documents.SelectMany(d => d.Document.Components?.SecuritySchemes?.Values ?? []).Select(s => s.Flows?.ClientCredentials?.TokenUrl).FirstOrDefault(u => u is not null);
        if (url is null || !Uri.TryCreate(baseAddress, UriKind.Absolute, out var root) || !Uri.TryCreate(root, url, out var address) || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return (null, null);
        var start = baseAddress.TrimEnd('/') + "/";
        if (address.AbsoluteUri.StartsWith(start, StringComparison.Ordinal))
            return (null, address.AbsoluteUri.Substring(start.Length - 1));
        if (address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback))
            return (null, null);
        return (address.GetLeftPart(UriPartial.Authority), address.AbsolutePath);
    }

    private static bool IsUsable(string name, ParameterLocation place) => place == ParameterLocation.Query ? name.Length > 0 : OperationBinder.IsHeaderName(name);

    private static string Pointer(string scheme) => DocumentContext.Join("/components/securitySchemes", scheme);

    private static string Describe(IOpenApiSecurityScheme scheme) => scheme.Type switch
    {
        SecuritySchemeType.ApiKey => $"a further API key in {scheme.In?.ToString().ToLowerInvariant()} '{scheme.Name}'",
        SecuritySchemeType.Http => $"HTTP authentication '{scheme.Scheme}'",
        _ => "a further credential",
    };
}
