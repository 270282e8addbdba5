using System.Text.RegularExpressions;
using HumeGen.Generator.Tests;

namespace HumeGen.Corpus.Tests;

/// <summary>A document with the files that go with it.</summary>
/// <param name="Name">The file, relative to the folder.</param>
/// <param name="Tree">Its content, read without the generator.</param>
/// <param name="Files">The document, the files that it refers to, and the overlay beside it, as a project would list them.</param>
internal sealed partial record CorpusDocument(string Name, DocumentTree Tree, IReadOnlyList<SpecText> Files)
{
    /// <summary>Whether a file is an overlay by its name, <c>api.overlay.yml</c>; it is used with <c>api.yml</c>.</summary>
    public static bool IsOverlay(string file) => OverlayName().IsMatch(Path.GetFileName(file));

    public static CorpusDocument Read(string name, string file)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(file, texts);
        var overlays = Directory.EnumerateFiles(Path.GetDirectoryName(file)!)
            .Where(f => IsOverlay(f) && OverlayName().Replace(Path.GetFileName(f), "") == Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
        return new(
            name,
            DocumentTree.Read(file, texts),
            [.. texts.Select(t => new SpecText(t.Key, t.Value)), .. overlays.Select(o => new SpecText(o, File.ReadAllText(o)))]);
    }

    // The file and all that it refers to, however far away.
    private static void Collect(string file, Dictionary<string, string> texts)
    {
        if (texts.ContainsKey(file) || !File.Exists(file))
            return;
        texts.Add(file, File.ReadAllText(file));
        foreach (Match reference in FileReference().Matches(texts[file]))
        {
            if (!reference.Groups[1].Value.Contains("://", StringComparison.Ordinal))
                Collect(DocumentTree.PathFrom(file, reference.Groups[1].Value), texts);
        }
    }

    [GeneratedRegex(@"\.overlay\.(ya?ml|json)$", RegexOptions.IgnoreCase)]
    private static partial Regex OverlayName();

    [GeneratedRegex("""\$ref["']?\s*:\s*["']?([^"'#\s,{}]+)""")]
    private static partial Regex FileReference();
}
