using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HumeGen.Generator.Binding;

/// <summary>Settings of the project for all that is generated.</summary>
/// <param name="Accessibility">Accessibility that the project sets; empty without one.</param>
/// <param name="Language">The version of C# that the project is compiled as.</param>
internal sealed record ProjectSettings(string Accessibility, LanguageVersion Language)
{
    // Required members, static abstracts and UTF-8 literals came with C# 11.
    private const LanguageVersion Oldest = LanguageVersion.CSharp11;

    public static ProjectSettings Default { get; } = new("", LanguageVersion.Latest);

    public static ProjectSettings Of(AnalyzerConfigOptions options, LanguageVersion language) =>
        new(options.TryGetValue("build_property.HumeGenAccessibility", out var value) ? value.Trim() : "", language);

    /// <summary>The keyword before each generated type.</summary>
    public string Access => Accessibility.Equals("internal", StringComparison.OrdinalIgnoreCase) ? "internal" : "public";

    /// <summary>Diagnostic for which nothing is generated; null when there is none.</summary>
    public DiagnosticInfo? FatalDiagnostic => Language.MapSpecifiedToEffectiveVersion() >= Oldest ? null
        : DiagnosticInfo.Create(Descriptors.LanguageTooOld, null, Oldest.ToDisplayString(), Language.MapSpecifiedToEffectiveVersion().ToDisplayString());

    /// <summary>Diagnostic of the settings; null when there is none.</summary>
    public DiagnosticInfo? Diagnostic => Accessibility.ToLowerInvariant() is "" or "public" or "internal" ? null
        : DiagnosticInfo.Create(Descriptors.UnusableSetting, null, "HumeGenAccessibility", Accessibility, "public or internal");
}
