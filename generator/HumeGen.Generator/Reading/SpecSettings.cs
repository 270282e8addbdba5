using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HumeGen.Generator.Reading;

/// <summary>Settings of the project for one specification.</summary>
/// <param name="Namespace">The root namespace instead of the document's own; null for that one.</param>
/// <param name="Areas">The clients to generate, as dotted paths; empty for all of them.</param>
/// <param name="Perspective">The side that an AsyncAPI document describes, <c>client</c> or <c>server</c>, in small letters; null where the project does not say.</param>
/// <param name="BaseAddress">The address of the API in place of the document's servers; null for those.</param>
/// <param name="Severities">Severities of the file's diagnostics by their ids, as far as an <c>.editorconfig</c> sets them.</param>
internal sealed record SpecSettings(string? Namespace, EquatableArray<string> Areas, string? Perspective, string? BaseAddress, EquatableArray<SeverityOverride> Severities)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>The full name of the root client, or its name alone, instead of the document's own; null for that one.</summary>
    public string? Client { get; init; }

    public static SpecSettings None { get; } = new(null, default, null, null, default);

    /// <summary>Whether the project marked the file as a specification.</summary>
    public static bool IsSpec(AnalyzerConfigOptions options) =>
        options.TryGetValue(Metadata + "HumeGenSpec", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static SpecSettings Of(AnalyzerConfigOptions options)
    {
        var severities = Descriptors.All
            .Select(d => new SeverityOverride(d.Id, options.TryGetValue($"humegen_diagnostic.{d.Id}.severity", out var value) ? value.Trim().ToLowerInvariant() : ""))
            .Where(s => s.Severity.Length > 0);
        return new SpecSettings(
            options.TryGetValue(Metadata + "HumeGenNamespace", out var @namespace) && @namespace.Trim().Length > 0 ? @namespace.Trim() : null,
            options.TryGetValue(Metadata + "HumeGenAreas", out var areas)
                ? EquatableArray.From(areas.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(a => a.Trim()).Where(a => a.Length > 0))
                : default,
            options.TryGetValue(Metadata + "HumeGenPerspective", out var perspective) && perspective.Trim().Length > 0 ? perspective.Trim().ToLowerInvariant() : null,
            options.TryGetValue(Metadata + "HumeGenBaseAddress", out var address) && address.Trim().Length > 0 ? address.Trim() : null,
            EquatableArray.From(severities))
        {
            Client = options.TryGetValue(Metadata + "HumeGenClient", out var client) && client.Trim().Length > 0 ? client.Trim() : null,
        };
    }
}
