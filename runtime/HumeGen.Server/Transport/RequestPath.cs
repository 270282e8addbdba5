using System.Text;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport;

/// <summary>The path of a request in one form, however a client joined it to its base address.</summary>
internal static class RequestPath
{
    /// <summary>The path with single slashes and none at its end: <c>//v0/evi/configs/</c> is <c>/v0/evi/configs</c>.</summary>
    public static string Of(PathString path)
    {
        var given = path.Value ?? "";
        var text = new StringBuilder(given.Length);
        foreach (var character in given)
        {
            if (character != '/' || text.Length == 0 || text[^1] != '/')
                text.Append(character);
        }

        while (text.Length > 1 && text[^1] == '/')
            text.Length--;

        return text.Length == 0 ? "/" : text.ToString();
    }
}
