using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HumeGen.Samples.Tests;

/// <summary>Reads charts that samples wrote, and compares them with the data.</summary>
internal static class Curves
{
    /// <summary>The charts of a page or an SVG file, each well-formed.</summary>
    public static IReadOnlyList<XElement> ChartsIn(string text) =>
        [.. Regex.Matches(text, "<svg .*?</svg>", RegexOptions.Singleline).Select(m => XElement.Parse(m.Value))];

    public static string TitleOf(XElement chart) => chart.Elements().First(e => e.Name.LocalName == "title").Value;

    /// <summary>Checks that the first curve of a timeline goes up and down as the scores do.</summary>
    public static void AssertFollows(XElement chart, IReadOnlyList<double> scores)
    {
        var curve = chart.Descendants()
            .Where(e => e.Name.LocalName == "polyline" && ((string)e.Attribute("class")!).Split(' ').Contains("hg-s0"))
            .Select(e => ((string)e.Attribute("points")!).Split(' ').Select(p => double.Parse(p.Split(',')[1], CultureInfo.InvariantCulture)).ToList())
            .MaxBy(p => p.Count)!;
        Assert.Equal(scores.Count, curve.Count);

        // Two points give the scale; all others must lie on it. Down is larger in a picture.
        var (low, high) = (scores.ToList().IndexOf(scores.Min()), scores.ToList().IndexOf(scores.Max()));
        var perScore = (curve[low] - curve[high]) / (scores[high] - scores[low]);
        Assert.True(perScore > 0, "The chart is upside down.");
        for (var i = 0; i < curve.Count; i++)
            Assert.Equal(curve[low] - ((scores[i] - scores[low]) * perScore), curve[i], 1.0);
    }
}
