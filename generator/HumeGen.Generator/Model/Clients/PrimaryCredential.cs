namespace HumeGen.Generator.Model;

/// <summary>The credential that a client is usually made with.</summary>
internal enum PrimaryCredential
{
    ApiKey,
    AccessToken,
    Basic,
}
