using HumeGen.Generator.Binding.Names;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The names by which OAuth 2, OpenID Connect and logins carry secrets, which documents seldom give the format <c>password</c>.</summary>
internal static class SecretNames
{
    public static bool Contains(string wireName) =>
        CSharpNames.Pascal(wireName) is "AccessToken" or "RefreshToken" or "IdToken" or "ClientSecret" or "ClientAssertion" or "Password";
}
