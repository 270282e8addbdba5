using System.Globalization;
using HumeGen.Server.Prosody.Bursts;
using HumeGen.Server.Prosody.Voice;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>The tables of the documentation are those of the code.</summary>
public class DocumentedRulesTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.Find("docs", "engines-measuring.md"));

    [Fact]
    public void The_table_of_features_is_that_of_the_code() => Check(
        FeatureTable.Rules.Select(rule => Row(rule.Name, rule.Unit, rule.Center, rule.Spread, rule.Arousal, rule.Valence, rule.Dominance)),
        "| feature |");

    [Fact]
    public void The_table_of_expressions_is_that_of_the_code() => Check(
        ExpressionMap.Positions.Select(position => Row(
            position.Key, position.Value.Arousal, position.Value.Valence, position.Value.Dominance, ExpressionMap.ToldByWords.Contains(position.Key) ? 0.4 : 0.8)),
        "| expression |");

    [Fact]
    public void The_table_of_bursts_is_that_of_the_code()
    {
        var rows = Rows("| kind |");

        Assert.Equal(BurstKind.All.Count, rows.Count);
        foreach (var (kind, row) in BurstKind.All.Zip(rows))
        {
            Assert.StartsWith(Row(kind.Name), row, StringComparison.Ordinal);
            var descriptions = string.Join(", ", kind.Descriptions.Select(description => string.Create(CultureInfo.InvariantCulture, $"{description.Key} {description.Value}")));
            var affect = string.Create(CultureInfo.InvariantCulture, $"{kind.Affect.Arousal}, {kind.Affect.Valence}, {kind.Affect.Dominance}");
            Assert.EndsWith(Row(affect, descriptions), row, StringComparison.Ordinal);
        }
    }

    private static void Check(IEnumerable<string> expected, string header) => Assert.Equal(expected, Rows(header));

    private static List<string> Rows(string header) =>
        [.. Lines.SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];

    private static string Row(params object[] cells) => "| " + string.Join(" | ", cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))) + " |";
}
