using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Tests.Testing;

/// <summary>A specification in memory, as the compiler hands it to the generator.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    public static SpecText FromFile(string path) => new(System.IO.Path.GetFileName(path), File.ReadAllText(path));

    /// <summary>The same file with one passage replaced, which must be there once.</summary>
    public SpecText With(string old, string @new)
    {
        var content = _text.ToString();
        Assert.Equal(2, content.Split(old).Length);
        return new SpecText(path, content.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>Marks every file as a specification, as <c>HumeGenSpec</c> does in a project.</summary>
    internal sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(false);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(!textFile.Path.EndsWith(".txt", StringComparison.Ordinal));

        private sealed class Values(bool isSpec) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = isSpec ? "true" : "";
                return isSpec && key == "build_metadata.AdditionalFiles.HumeGenSpec";
            }
        }
    }
}
