using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading;

/// <summary>The descriptions and the places of all files as they are, for what was made of trees that may be older.</summary>
internal sealed class SpecTexts
{
    private readonly Dictionary<string, SpecDocument> _byMark = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpecDocument> _byPath = new(StringComparer.Ordinal);

    public SpecTexts(IEnumerable<SpecDocument> files)
    {
        foreach (var file in files)
        {
            _byMark[DescriptionMark.FileOf(file.Path)] = file;
            _byPath[file.Path] = file;
        }
    }

    /// <summary>The text with the descriptions that its marks stand for.</summary>
    public string Resolve(string text) => DescriptionMark.Resolve(text, mark => _byMark.TryGetValue(mark, out var file) ? file.Descriptions : default);

    /// <summary>The diagnostic where its node stands now.</summary>
    public DiagnosticInfo Resolve(DiagnosticInfo diagnostic)
    {
        if (diagnostic.Arguments.Any(DescriptionMark.IsIn))
            diagnostic = diagnostic with { Arguments = EquatableArray.From(diagnostic.Arguments.Select(Resolve)) };
        return diagnostic.Location is { Node: { } node } place && _byPath.TryGetValue(place.Path, out var file) ? diagnostic with { Location = file.Map.At(node) } : diagnostic;
    }
}
