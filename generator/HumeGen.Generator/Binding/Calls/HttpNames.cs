namespace HumeGen.Generator.Binding.Calls;

/// <summary>Names in HTTP.</summary>
internal static class HttpNames
{
    /// <summary>Whether a text may be the name of a header, a cookie or a method: a token of RFC 9110.</summary>
    public static bool IsToken(string name) => name.Length > 0 && name.All(c => c is > ' ' and <= '~' && "()<>@,;:\\\"/[]?={}".IndexOf(c) < 0);
}
