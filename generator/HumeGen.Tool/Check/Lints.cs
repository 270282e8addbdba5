using Microsoft.CodeAnalysis;
using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Check;

internal static class Lints
{
    public static IEnumerable<Diagnostic> Of(BoundSpecs specs) => [];
}
