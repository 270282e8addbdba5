namespace HumeGen.Generator.Binding.Calls;

/// <summary>The query of an address as a document writes it.</summary>
internal static class AddressQuery
{
    /// <summary>The names with their values, each of which may be one placeholder.</summary>
    /// <param name="query">The text behind the question mark.</param>
    public static List<(string Name, string Value)> Read(string query) => [.. query.Split('&').Where(p => p.Length > 0).Select(Pair)];

    /// <summary>The placeholder that a value is; null where it is a fixed text.</summary>
    public static string? Placeholder(string value) =>
        value.Length > 2 && value[0] == '{' && value[value.Length - 1] == '}' ? PathTemplate.Names(value).FirstOrDefault() : null;

    private static (string Name, string Value) Pair(string pair)
    {
        var equals = pair.IndexOf('=');
        // A name alone may be a placeholder: ?{token}.
        return equals < 0 ? (Uri.UnescapeDataString(Placeholder(pair) ?? pair), Placeholder(pair) is null ? "" : pair)
            : (Uri.UnescapeDataString(pair.Substring(0, equals)), Uri.UnescapeDataString(pair.Substring(equals + 1)));
    }
}
