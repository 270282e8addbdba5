using System.Text.RegularExpressions;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Tool.Specs;

/// <summary>Specifications and overlays that belong together.</summary>
internal sealed partial record SpecSet(IReadOnlyList<SpecSource> Files)
{
    private static readonly string[] Extensions = [".yml", ".yaml", ".json"];

    /// <summary>
    /// Reads files, and the specifications that lie in folders (not in folders below them), by name. Overlays apply in this order. Other files of a folder,
    /// such as <c>appsettings.json</c>, are left out, and the terminal says so.
    /// </summary>
    /// <exception cref="ToolException">A path leads nowhere, cannot be read, or holds no specification.</exception>
    public static SpecSet Load(IEnumerable<string> paths, Terminal terminal)
    {
        var files = new List<SpecSource>();
        foreach (var path in paths)
        {
            var full = terminal.FullPath(path);
            var isFolder = Directory.Exists(full);
            if (!isFolder && !File.Exists(full))
                throw new ToolException($"There is no file or folder '{path}'.");
            try
            {
                var found = isFolder ? InFolder(full, terminal) : [Read(full)];
                if (found.Count == 0)
                    throw new ToolException($"The folder '{path}' holds no specification ({string.Join(", ", Extensions.Select(e => "*" + e))}).");
                files.AddRange(found.Where(f => files.All(known => known.Path != f.Path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ToolException($"'{path}' cannot be read: {e.Message}");
            }
        }

        return new SpecSet(files);
    }

    private static List<SpecSource> InFolder(string folder, Terminal terminal)
    {
        var files = Directory.GetFiles(folder)
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(Read)
            .ToList();
        var specs = files.Where(f => SpecKey().IsMatch(f.Text)).ToList();
        var others = files.Except(specs).ToList();
        // A document may refer to a file of schemas alone.
        var parts = others.Where(f => files.Any(other => other != f && other.Text.Contains(Path.GetFileName(f.Path), StringComparison.Ordinal))).ToList();
        foreach (var other in others.Except(parts))
            terminal.Error.WriteLine($"humegen: '{terminal.Display(other.Path)}' is no specification and is left out.");
        return [.. files.Where(f => specs.Contains(f) || parts.Contains(f))];
    }

    private static SpecSource Read(string path) => new(path, File.ReadAllText(path));

    // The keys of a specification; those beside its version as well, so that one with a mistyped or missing version is an error.
    [GeneratedRegex("""(^|[\s{,])["']?(openapi|asyncapi|overlay|swagger|info|paths|webhooks|channels|components|actions)["']?\s*:""", RegexOptions.IgnoreCase)]
    private static partial Regex SpecKey();

    /// <summary>Reads and binds the files as the generator does.</summary>
    public BoundSpecs Bind()
    {
        var documents = Files.Select(f => SpecReader.Read(f.Path, f.Text, CancellationToken.None)).ToList();
        var bound = ApiBinder.Bind(SpecLoader.Load(documents, CancellationToken.None), ProjectSettings.Default, out var sources, CancellationToken.None);
        return new BoundSpecs(bound.Model, [.. bound.Diagnostics], new SourceMap(sources, bound.Model), sources);
    }
}
