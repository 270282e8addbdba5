using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Takes what may be shown from a response's headers.</summary>
internal static class ResponseHeaders
{
    private const int LongestFileName = 250;

    /// <summary>All headers but cookies, without secrets; of a redirect's target, no query.</summary>
    public static IReadOnlyDictionary<string, string> Collect(HttpResponseMessage response, CallSecrets secrets)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                headers[name] = MessageText.WithoutUserInfo(secrets.Redact(string.Join(", ", values)));
        }

        if (headers.TryGetValue("Location", out var target))
            headers["Location"] = WithoutQuery(target);
        return headers;
    }

    /// <summary>The file name that a response brings, without any folder; null when it brings none.</summary>
    public static string? FileName(HttpContentHeaders headers, CallSecrets secrets)
    {
        if (headers.ContentDisposition is not { } disposition)
            return null;

        var name = (disposition.FileNameStar ?? disposition.FileName)?.Trim('"');
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (string.IsNullOrWhiteSpace(name) || name is "." or ".." || name!.Any(char.IsControl))
            return null;

        // Nothing in it may turn the writing around, so that photo-gpj.exe shows as photo-exe.jpg.
        return secrets.Clean(name!, LongestFileName);
    }

    private static string WithoutQuery(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }
}
