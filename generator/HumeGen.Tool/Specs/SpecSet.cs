using HumeGen.Generator.Binding;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Tool.Specs;

/// <summary>Specifications and overlays that belong together.</summary>
internal sealed record SpecSet(IReadOnlyList<SpecSource> Files)
{
    private static readonly string[] Extensions = [".yml", ".yaml", ".json"];

    /// <summary>Reads files, and the specifications that lie in folders (not in folders below them), by name. Overlays apply in this order.</summary>
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
                string[] found = isFolder
                    ? [.. Directory.GetFiles(full).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)]
                    : [full];
                if (found.Length == 0)
                    throw new ToolException($"The folder '{path}' holds no specification ({string.Join(", ", Extensions.Select(e => "*" + e))}).");
                files.AddRange(found.Where(f => files.All(known => known.Path != f)).Select(f => new SpecSource(f, File.ReadAllText(f))));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ToolException($"'{path}' cannot be read: {e.Message}");
            }
        }

        return new SpecSet(files);
    }

    /// <summary>Reads and binds the files as the generator does.</summary>
    public BoundSpecs Bind()
    {
        var documents = Files.Select(f => SpecReader.Read(f.Path, f.Text, CancellationToken.None)).ToList();
        var bound = ApiBinder.Bind(SpecLoader.Load(documents, CancellationToken.None), ProjectSettings.Default, out var sources, CancellationToken.None);
        return new BoundSpecs(bound.Model, [.. bound.Diagnostics], new SourceMap(sources, bound.Model), sources);
    }
}
