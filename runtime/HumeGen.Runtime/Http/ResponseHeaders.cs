using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Takes what may be shown from a response's headers.</summary>
internal static class ResponseHeaders
{
    /// <summary>All headers but cookies; of a redirect's target, no query.</summary>
    public static IReadOnlyDictionary<string, string> Collect(HttpResponseMessage response, Func<string, string> redact)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                headers[name] = redact(string.Join(", ", values));
        }

        if (headers.TryGetValue("Location", out var target))
            headers["Location"] = WithoutQuery(target);
        return headers;
    }

    /// <summary>The file name that a response brings, without any folder; null when it brings none.</summary>
    public static string? FileName(HttpContentHeaders headers)
    {
        if (headers.ContentDisposition is not { } disposition)
            return null;

        var name = (disposition.FileNameStar ?? disposition.FileName)?.Trim('"');
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return string.IsNullOrWhiteSpace(name) || name is "." or ".." || name.Any(char.IsControl) ? null : name;
    }

    private static string WithoutQuery(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        var plain = end < 0 ? target : target[..end];

        // Nor a user name or password before the host.
        return Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : plain;
    }
}
