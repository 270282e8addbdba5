namespace HumeGen.Generator.Reading.References;

/// <summary>A reference that names a file, and the place that it means.</summary>
/// <param name="File">The normalized path.</param>
/// <param name="Fragment">The place in the file with its leading '#', which may be all there is.</param>
internal readonly record struct FileReference(string File, string Fragment)
{
    /// <summary>Reads the text of a reference; null when it can mean no file of a project.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The normalized path of the file in which it stands.</param>
    public static FileReference? Read(string text, string from)
    {
        var hash = text.IndexOf('#');
        var path = hash < 0 ? text : text.Substring(0, hash);
        var fragment = hash < 0 ? "#" : text.Substring(hash);
        if (path.Length == 0)
            return new FileReference(from, fragment);
        if (path[0] is '/' or '\\' or '?' || path.IndexOf(':') >= 0 || path.IndexOf('?') >= 0)
            return null;
        var folder = from.LastIndexOf('/') is >= 0 and var slash ? from.Substring(0, slash + 1) : "";
        return new FileReference(NormalizedPath(folder + Uri.UnescapeDataString(path)), fragment);
    }

    /// <summary>The path with one kind of slash, and without steps up and on the spot.</summary>
    public static string NormalizedPath(string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Replace('\\', '/').Split('/'))
        {
            if (step == ".." && steps.Count > 0 && steps[steps.Count - 1] is not ("" or ".."))
                steps.RemoveAt(steps.Count - 1);
            else if (step != ".")
                steps.Add(step);
        }

        return string.Join("/", steps);
    }
}
