namespace HumeGen.Server.Validation;

/// <summary>A path with parameters in braces, such as <c>/v0/evi/chats/{id}</c>.</summary>
internal sealed class PathTemplate(string text)
{
    private readonly string[] _segments = text.Split('/');

    /// <summary>The values of the parameters when the path fits, else null.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var segments = path.Split('/');
        if (segments.Length != _segments.Length)
            return null;

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i] is ['{', .. var name, '}'])
                values.Add(name, segments[i]);
            else if (_segments[i] != segments[i])
                return null;
        }

        return values;
    }
}
