namespace HumeGen.Generator.Binding.Calls;

/// <summary>A path with placeholders in braces.</summary>
internal static class PathTemplate
{
    /// <summary>The names of the placeholders, each once, in their order.</summary>
    public static List<string> Names(string path)
    {
        var names = new List<string>();
        for (var open = path.IndexOf('{'); open >= 0; open = path.IndexOf('{', open + 1))
        {
            var close = path.IndexOf('}', open);
            if (close < 0)
                break;
            var name = path.Substring(open + 1, close - open - 1);
            if (!names.Contains(name))
                names.Add(name);
        }

        return names;
    }

    /// <summary>The part of the path that keeps it from being a plain path that the parameters fill; null when there is none.</summary>
    public static string? Problem(string path, IReadOnlyList<string> parameters)
    {
        var names = Names(path);
        return names.FirstOrDefault(n => n.Length == 0 || !parameters.Contains(n))
            ?? parameters.FirstOrDefault(p => !names.Contains(p))
            ?? (IsSafe(path) ? null : path);
    }

    // Such that it stays on the API's server whatever fills it, and that the runtime takes it.
    private static bool IsSafe(string path) =>
        path.StartsWith("/", StringComparison.Ordinal)
        && !path.Contains("//")
        && path.Count(c => c == '{') == path.Count(c => c == '}')
        && path.All(c => c > ' ' && c != '\u007F' && !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('?' or '#' or '\\'))
        && path.Split('/').All(step => Uri.UnescapeDataString(step) is not ("." or ".."));
}
