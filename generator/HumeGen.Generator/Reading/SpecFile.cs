using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HumeGen.Generator.Reading;

/// <summary>A specification as the compiler hands it over.</summary>
internal static class SpecFile
{
    /// <summary>Whether the project marked the file as a specification.</summary>
    public static bool IsSpec(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles.HumeGenSpec", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static SpecDocument Read(AdditionalText file, CancellationToken cancellationToken) =>
        SpecReader.Read(file.Path, file.GetText(cancellationToken)?.ToString() ?? "", cancellationToken);
}
