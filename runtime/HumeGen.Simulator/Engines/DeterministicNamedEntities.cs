using System.Text;
using System.Text.RegularExpressions;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Takes words with a capital inside a sentence for named entities.</summary>
internal sealed partial class DeterministicNamedEntities : INamedEntityModel
{
    public ValueTask<IReadOnlyList<NamedEntity>> MeasureAsync(string text, CancellationToken cancellationToken = default)
    {
        var digest = DeterministicScores.Digest(Encoding.UTF8.GetBytes(text));
        return new([.. Names().Matches(text).Select(name => new NamedEntity
        {
            Name = name.Value,
            Position = new TextSpan(name.Index, name.Index + name.Length),
            Confidence = 0.9,
            Support = 100,
            Uri = "urn:hume-simulator:" + Uri.EscapeDataString(name.Value.ToLowerInvariant()),
            LinkWord = name.Value,
            Emotions = DeterministicScores.Of(ExpressionNames.LanguageEmotions, $"ner {name.Value} {digest}"),
        })]);
    }

    [GeneratedRegex(@"(?<=\p{Ll}[,;]?\s)\p{Lu}\p{Ll}[\p{L}-]*")]
    private static partial Regex Names();
}
