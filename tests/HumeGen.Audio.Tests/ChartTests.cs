using System.Globalization;
using System.Xml.Linq;

namespace HumeGen.Audio.Tests;

/// <summary>The pictures in <c>Golden</c> were looked at, in both colour schemes; after a change, look at them again.</summary>
public class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly NamedScore[] Morning =
        [new("Calmness", 0.62), new("Joy", 0.48), new("Interest", 0.41), new("Aesthetic Appreciation", 0.33), new("Surprise (positive)", 0.2), new("Awe", 0.11), new("Fear", 0.03)];

    private static readonly NamedScore[] Evening =
        [new("Calmness", 0.31), new("Joy", 0.22), new("Interest", 0.44), new("Aesthetic Appreciation", 0.12), new("Surprise (positive)", 0.05), new("Awe", 0.06), new("Fear", 0.28)];

    public static TheoryData<string> Pictures() => ["timeline", "timeline-crowded", "timeline-narrow", "bars", "bars-difference", "radar", "radar-two", "hostile"];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_chart_is_the_picture_that_was_looked_at(string name)
    {
        using var culture = new OtherCulture();
        ApprovedFile.Check(Repository.Find("tests", "HumeGen.Audio.Tests", "Golden", name + ".svg"), Draw(name), "HumeGen.Audio.Tests");
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_chart_tells_a_screen_reader_its_title_and_its_values(string name)
    {
        var svg = XDocument.Parse(Draw(name)).Root!;

        Assert.Equal("img", svg.Attribute("role")!.Value);
        var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(ids[0], svg.Element(Svg + "title")!.Attribute("id")!.Value);
        Assert.Equal(ids[1], svg.Element(Svg + "desc")!.Attribute("id")!.Value);
        Assert.NotEmpty(svg.Element(Svg + "title")!.Value);
        Assert.Contains(name == "hostile" ? "Not from here" : "Joy", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_stay_texts()
    {
        var svg = Draw("hostile");

        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Equal("</title><script>alert(1)</script> & \"more\" \uFFFD", XDocument.Parse(svg).Root!.Element(Svg + "title")!.Value);
        Assert.Contains(XDocument.Parse(svg).Descendants(Svg + "text"), t => t.Value.StartsWith("<b onload=\"x\">&\uFFFD😀", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_charts_on_a_page_have_elements_of_different_names() =>
        Assert.NotEqual(
            XDocument.Parse(SvgChart.Bars(Morning)).Root!.Attribute("aria-labelledby")!.Value,
            XDocument.Parse(SvgChart.Bars(Evening)).Root!.Attribute("aria-labelledby")!.Value);

    [Fact]
    public void Every_element_lies_inside_the_picture()
    {
        foreach (var width in new[] { 480, 720, 4000 })
        {
            var options = new ChartOptions { Width = width };
            foreach (var chart in new[] { SvgChart.Timeline(Talk(), options), SvgChart.Bars(Difference(), options), SvgChart.Radar([new("a", Morning)], options) })
            {
                var svg = XDocument.Parse(chart).Root!;
                var height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
                foreach (var attribute in svg.Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "x1" or "x2" or "cx" or "y" or "y1" or "y2" or "cy"))
                {
                    var limit = attribute.Name.LocalName.Contains('x', StringComparison.Ordinal) ? width : height;
                    Assert.InRange(double.Parse(attribute.Value, CultureInfo.InvariantCulture), 0, limit);
                }
            }
        }
    }

    [Fact]
    public void Charts_of_nothing_and_of_the_impossible_are_refused_with_the_reason()
    {
        Assert.Contains("no scores", Refused(() => SvgChart.Bars([])), StringComparison.Ordinal);
        Assert.Contains("no scores", Refused(() => SvgChart.Timeline([new(default, default, [new("Joy", double.NaN)])])), StringComparison.Ordinal);
        Assert.Contains("infinite", Refused(() => SvgChart.Bars([new("Joy", double.PositiveInfinity)])), StringComparison.Ordinal);
        Assert.Contains("beyond", Refused(() => SvgChart.Timeline([new(default, default, [new("Joy", double.MaxValue), new("Awe", -double.MaxValue)])])), StringComparison.Ordinal);
        Assert.Contains("3 names or more; there are 2", Refused(() => SvgChart.Radar([new("a", Morning.Take(2))])), StringComparison.Ordinal);
        Assert.Contains("no place for Joy, which is -0.5", Refused(() => SvgChart.Radar([new("a", [new("Joy", -0.5)])])), StringComparison.Ordinal);
        Assert.Contains("up to 8 results; there are 9", Refused(() => SvgChart.Radar(Enumerable.Repeat(new ChartSeries("a", Morning), 9))), StringComparison.Ordinal);
        Assert.Contains("1 to 8 names, not 9", Refused(() => SvgChart.Timeline(Talk(), new() { MaxNames = 9 })), StringComparison.Ordinal);
        Assert.Contains("480 to 4000 pixels, not 0", Refused(() => SvgChart.Bars(Morning, new() { Width = 0 })), StringComparison.Ordinal);
    }

    private static string Refused(Action draw) => Assert.Throws<ArgumentException>(draw).Message;

    private static string Draw(string name) => name switch
    {
        "timeline" => SvgChart.Timeline(Talk(), new() { Title = "Emotions in the talk" }),
        "timeline-crowded" => SvgChart.Timeline(Crowd(), new() { Title = "Eight close curves over an hour and a half", MaxNames = 8, Width = 960 }),
        "timeline-narrow" => SvgChart.Timeline(Talk().Reverse(), new() { Title = "A narrow chart", Width = 480 }),
        "bars" => SvgChart.Bars(Morning, new() { Title = "This morning", MaxNames = 6 }),
        "bars-difference" => SvgChart.Bars(Difference(), new() { Title = "Evening compared with morning" }),
        "radar" => SvgChart.Radar([new("Morning", Morning)], new() { Title = "This morning" }),
        "radar-two" => SvgChart.Radar([new("Morning", Morning), new("Evening", Evening)], new() { Title = "Morning and evening", MaxNames = 6, Width = 480 }),
        _ => SvgChart.Bars(
            [new("<b onload=\"x\">&\u0001😀 a name that is much too long for its place", 0.5), new("'", 1e-9), new("שלום", 0.25)],
            new() { Title = "</title><script>alert(1)</script> & \"more\" \uD800", Description = "Not from here" }),
    };

    private static IReadOnlyList<NamedScore> Difference() => Evening.DifferenceFrom(Morning);

    // Half a minute with a gap.
    private static IEnumerable<ScoredSpan> Talk() =>
        from second in Enumerable.Range(0, 30)
        where second is < 12 or > 17
        select new ScoredSpan(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 1),
        [
            new("Calmness", 0.55 + (0.15 * Math.Sin(second / 4.0))), new("Joy", 0.3 + (0.25 * Math.Sin((second / 3.0) + 1))), new("Interest", 0.35 + (0.005 * second)),
            new("Surprise (positive)", second is 8 or 9 ? 0.8 : 0.08), new("Confusion", 0.12), new("Fear", 0.02),
        ]);

    private static IEnumerable<ScoredSpan> Crowd() =>
        from minute in Enumerable.Range(0, 90)
        select new ScoredSpan(TimeSpan.FromMinutes(minute), TimeSpan.FromMinutes(minute + 1),
            [.. Enumerable.Range(0, 9).Select(i => new NamedScore(i == 8 ? "Joy" : $"Emotion {i}", 0.5 + (0.01 * i) + (0.02 * Math.Sin((minute / 5.0) + i))))]);
}
