using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Tests;

/// <summary>A specification in memory, as the compiler hands it to the generator.</summary>
internal sealed class SpecText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    public static SpecText FromFile(string path) => new(System.IO.Path.GetFileName(path), File.ReadAllText(path));

    /// <summary>The specifications that come with the client.</summary>
    public static SpecText[] FromRepository() => [.. Directory.GetFiles(Repository.Find("specs"), "*.yml").Order(StringComparer.Ordinal).Select(FromFile)];

    /// <summary>The same file with one passage replaced, which must be there once.</summary>
    public SpecText With(string old, string @new)
    {
        var content = _text.ToString();
        Assert.Equal(2, content.Split(old).Length);
        return new SpecText(path, content.Replace(old, @new, StringComparison.Ordinal)) { Options = Options };
    }

    /// <summary>Settings of the project for the file, by their names in the compiler, besides the one that makes it a specification.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
