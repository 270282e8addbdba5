using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading;

/// <summary>A specification as the compiler hands it over.</summary>
internal sealed record SpecFile(AdditionalText Text, SpecSettings Settings)
{
    public SpecDocument Read(CancellationToken cancellationToken) =>
        SpecReader.Read(Text.Path, Text.GetText(cancellationToken)?.ToString() ?? "", cancellationToken) with { Settings = Settings };
}
