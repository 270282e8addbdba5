using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>A way to show who one is.</summary>
internal sealed class SecuritySchemeNode(string key, JsonPointer pointer, IOpenApiSecurityScheme scheme)
{
    /// <summary>Its key among the components.</summary>
    public string Key { get; } = key;

    public JsonPointer Pointer { get; } = pointer;

    public SecurityKind Kind => scheme.Type switch
    {
        SecuritySchemeType.ApiKey => SecurityKind.ApiKey,
        SecuritySchemeType.Http => SecurityKind.Http,
        SecuritySchemeType.OAuth2 => SecurityKind.OAuth2,
        SecuritySchemeType.OpenIdConnect => SecurityKind.OpenIdConnect,
        SecuritySchemeType.MutualTLS => SecurityKind.MutualTls,
        _ => SecurityKind.Unknown,
    };

    /// <summary>Place of an API key; null if the document does not have it.</summary>
    public ParameterIn? Place => ParameterNode.PlaceOf(scheme.In);

    /// <summary>The name of the header, query parameter or cookie that takes an API key.</summary>
    public string? Name => scheme.Name;

    /// <summary>The scheme of HTTP authentication, such as <c>bearer</c>.</summary>
    public string? Scheme => scheme.Scheme;

    /// <summary>The address that trades client credentials for tokens; null where there is none.</summary>
    public Uri? ClientCredentialsTokenUrl => scheme.Flows?.ClientCredentials?.TokenUrl;

    /// <summary>Whether it is HTTP authentication of a scheme.</summary>
    public bool IsHttp(string name) => Kind == SecurityKind.Http && name.Equals(Scheme, StringComparison.OrdinalIgnoreCase);
}
