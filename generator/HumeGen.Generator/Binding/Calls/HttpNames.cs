namespace HumeGen.Generator.Binding.Calls;

/// <summary>Names in HTTP.</summary>
internal static class HttpNames
{
    /// <summary>Whether a text may be the name of a header, a cookie or a method: a token of RFC 9110.</summary>
    public static bool IsToken(string name) => name.Length > 0 && name.All(c => c is > ' ' and <= '~' && "()<>@,;:\\\"/[]?={}".IndexOf(c) < 0);

    /// <summary>Whether a text may be the value of a header, a cookie or a step of a path without being spelled in another way.</summary>
    public static bool IsPlainText(string text) => text.Trim() == text && text is not ("" or "." or "..") && text.All(c => c is >= ' ' and <= '~');
}
