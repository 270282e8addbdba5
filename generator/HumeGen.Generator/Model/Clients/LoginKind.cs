namespace HumeGen.Generator.Model;

/// <summary>What a client is usually made with.</summary>
internal enum LoginKind
{
    ApiKey,
    AccessToken,
    Basic,
}
