namespace HumeGen.Generator.Spec;

/// <summary>The kinds of security schemes.</summary>
internal enum SecurityKind
{
    ApiKey,
    Http,
    OAuth2,
    OpenIdConnect,
    MutualTls,

    /// <summary>One that the document does not name.</summary>
    Unknown,
}
