using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HumeGen.Generator.Customizing;

/// <summary>
/// Handwritten C# that comes with specifications and adds to what is generated from them. It goes into the project as it is, but for the
/// namespace and the accessibility that the project chooses; a source that speaks of types that are not generated stays out.
/// </summary>
internal static class BundledSources
{
    /// <summary>Whether the project marked the file as such a source.</summary>
    public static bool IsSource(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles.HumeGenSource", out var value) && value.Length > 0;

    public static BundledSource Read(AdditionalText file, CancellationToken cancellationToken) =>
        new(file.Path, file.GetText(cancellationToken)?.ToString() ?? "");

    public static EquatableArray<SourceFile> Fit(IEnumerable<BundledSource> sources, ApiModel model, CancellationToken cancellationToken)
    {
        var types = new HashSet<string>(model.Types.SelectMany(t => t.Names).Concat(model.Clients.SelectMany(c => c.Names)));
        var namespaces = new HashSet<string>(types.Select(ParsedSource.NamespaceOf));
        var kept = sources.OrderBy(s => s.Path, StringComparer.Ordinal)
            .Select(s => ParsedSource.Of(s, model.Roots, cancellationToken))
            .Where(s => namespaces.Contains("global::" + s.Namespace))
            .Where(s => s.Partial.All(types.Contains) && !s.Mentions(model.LeftOut))
            .ToList();
        // A source that stays out takes along those that need it.
        var gone = sources
            .Select(s => ParsedSource.Of(s, model.Roots, cancellationToken))
            .Where(s => kept.All(l => l.Path != s.Path))
            .ToList();
        while (gone.Count > 0)
        {
            var missing = gone.SelectMany(g => g.Declared).ToArray();
            gone = [.. kept.Where(l => l.Mentions(missing))];
            kept.RemoveAll(gone.Contains);
        }

        var access = model.Types.Select(t => t.Access).FirstOrDefault() ?? "public";
        return EquatableArray.From(kept.Select(s => s.ToSourceFile(access)));
    }
}
