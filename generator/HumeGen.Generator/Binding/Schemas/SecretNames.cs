using HumeGen.Generator.Binding.Names;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The names by which OAuth 2, OpenID Connect and logins carry secrets, which documents seldom give the format <c>password</c>.</summary>
internal static class SecretNames
{
    private static readonly string[] Ends = ["token", "secret", "assertion", "password"];

    public static bool Contains(string wireName) =>
        Array.Exists(Ends, e => wireName.EndsWith(e, StringComparison.OrdinalIgnoreCase))
        && CSharpNames.Pascal(wireName) is "AccessToken" or "RefreshToken" or "IdToken" or "ClientSecret" or "ClientAssertion" or "Password";
}
