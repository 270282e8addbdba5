using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HumeGen.Generator.Tests;

/// <summary>Settings that a project passes to the generator. Every file but <c>.txt</c> and <c>.cs</c> is a specification, as with <c>HumeGenSpec</c>.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>The property <c>HumeGenAccessibility</c>.</summary>
    public string? Accessibility { get; init; }

    /// <summary>The property <c>HumeGenNamespace</c>, as it reaches each specification.</summary>
    public string? Namespace { get; init; }

    /// <summary>The property <c>HumeGenHelpLink</c>.</summary>
    public string? HelpLink { get; init; }

    /// <summary>The property <c>HumeGenInclude</c>, as it reaches each specification.</summary>
    public string? Areas { get; init; }

    /// <summary>The metadata <c>Client</c> of each specification.</summary>
    public string? Client { get; init; }

    /// <summary>The metadata <c>Perspective</c> of each specification.</summary>
    public string? Perspective { get; init; }

    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public override AnalyzerConfigOptions GlobalOptions => Values.Of(("build_property.HumeGenAccessibility", Accessibility), ("build_property.HumeGenHelpLink", HelpLink));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.Of();

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Path.GetExtension(textFile.Path) switch
    {
        ".txt" => Values.Of(),
        ".cs" => Values.Of((Metadata + "HumeGenSource", "true")),
        _ => Values.Of(
            [
                (Metadata + "HumeGenSpec", "true"),
                (Metadata + "HumeGenNamespace", Namespace),
                (Metadata + "HumeGenClient", Client),
                (Metadata + "HumeGenAreas", Areas),
                (Metadata + "HumeGenPerspective", Perspective),
                .. ((SpecText)textFile).Options.Select(o => (o.Key, (string?)o.Value)),
            ]),
    };

    private sealed class Values : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = new(KeyComparer);

        public static Values Of(params (string Key, string? Value)[] all)
        {
            var values = new Values();
            foreach (var (key, value) in all)
            {
                if (value is not null)
                    values._values[key] = value;
            }

            return values;
        }

        public override bool TryGetValue(string key, out string value) => _values.TryGetValue(key, out value!);
    }
}
