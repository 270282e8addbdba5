using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Diagnostics;

/// <summary>A place in a spec file as plain data, so that steps of the pipeline compare it by value.</summary>
/// <param name="Path">The file as the compiler was given it.</param>
/// <param name="Span">The characters.</param>
/// <param name="LineSpan">The same as lines and columns, counted from zero.</param>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan LineSpan)
{
    /// <summary>The number of the node among those of the file; null for a place that is none of a node.</summary>
    public int? Node { get; init; }

    public Location ToLocation() => Location.Create(Path, Span, LineSpan);
}
