namespace HumeGen.Audio.Tests;

public class ScoreTests
{
    private static readonly NamedScore[] Scores = [new("Joy", 0.5), new("Awe", 0.25), new("Fear", double.NaN), new("Calmness", 0.5), new("Pain", -0.1)];

    [Fact]
    public void The_highest_scores_come_first_and_equal_ones_by_name()
    {
        Assert.Equal(["Calmness", "Joy", "Awe"], Scores.Top(3).Select(s => s.Name));
        Assert.Equal(["Calmness", "Joy", "Awe", "Pain"], Scores.Top(10).Select(s => s.Name));
        Assert.Empty(Scores.Top(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scores.Top(-1));
    }

    [Fact]
    public void An_average_counts_longer_spans_more_and_names_only_where_they_are() =>
        Assert.Equal(
            [new("Joy", 0.4), new("Awe", 1)],
            new[] { Span(0, 1, ("Joy", 1), ("Awe", 1)), Span(1, 4, ("Joy", 0.2), ("Awe", double.NaN)) }.Average(),
            AlmostEqual);

    [Fact]
    public void A_window_averages_the_time_that_it_shares_with_spans()
    {
        var windows = new[] { Span(0, 1, ("Joy", 1)), Span(1, 3, ("Joy", 0.25)), Span(7, 8, ("Joy", 0.5)) }.AverageOver(TimeSpan.FromSeconds(2));

        Assert.Equal([(0.0, 2.0), (2, 4), (6, 8)], windows.Select(w => (w.Begin.TotalSeconds, w.End.TotalSeconds)));
        Assert.Equal([new("Joy", 0.625), new("Joy", 0.25), new("Joy", 0.5)], windows.SelectMany(w => w.Scores), AlmostEqual);
    }

    [Fact]
    public void Windows_may_overlap_and_moments_belong_to_the_window_that_begins_with_them()
    {
        var windows = new[] { Span(1, 1, ("Joy", 1)), Span(2, 2, ("Joy", 0)) }.AverageOver(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

        Assert.Equal([0.0, 1, 2], windows.Select(w => w.Begin.TotalSeconds));
        Assert.Equal([new("Joy", 1), new("Joy", 0.5), new("Joy", 0)], windows.SelectMany(w => w.Scores), AlmostEqual);
    }

    [Fact]
    public void Words_of_a_window_are_those_that_begin_in_it()
    {
        var windows = new[] { Span(0, 3, ("Joy", 1)) with { Text = "Good morning" }, Span(3, 4, ("Joy", 1)) with { Text = " dear " } }.AverageOver(TimeSpan.FromSeconds(2));

        Assert.Equal(["Good morning", "dear"], windows.Select(w => w.Text));
    }

    [Fact]
    public void Windows_without_end_are_refused()
    {
        ScoredSpan[] spans = [Span(0, 86_400, ("Joy", 1))];

        Assert.Equal("window", Assert.Throws<ArgumentOutOfRangeException>(() => spans.AverageOver(TimeSpan.Zero)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => spans.AverageOver(TimeSpan.FromSeconds(1), TimeSpan.FromTicks(1))).ParamName);
        Assert.Empty(Array.Empty<ScoredSpan>().AverageOver(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Two_results_differ_most_where_the_difference_is_largest() =>
        Assert.Equal(
            [new("Awe", -0.5), new("Joy", 0.25)],
            new NamedScore[] { new("Joy", 0.5), new("Awe", 0.25), new("Pain", 1) }.DifferenceFrom([new("Awe", 0.75), new("Joy", 0.25), new("Fear", 1)]),
            AlmostEqual);

    [Fact]
    public void A_table_is_the_same_in_every_country_and_no_cell_is_a_formula()
    {
        using var culture = new OtherCulture();
        ScoredSpan[] spans =
        [
            Span(0, 1.5, ("Joy", 0.1234567), ("=1+1", -0.5)) with { Text = "He said \"no\", and\nleft" },
            Span(1.5, 3, ("Surprise, negative", 1), ("Joy", double.NaN)) with { Text = "@SUM(A1)" },
            Span(3, 3) with { Text = "\t=2,5" },
        ];

        Assert.Equal(
            "begin,end,text,Joy,'=1+1,\"Surprise, negative\"\r\n"
            + "0,1.5,\"He said \"\"no\"\", and\nleft\",0.123457,-0.5,\r\n"
            + "1.5,3,'@SUM(A1),,,1\r\n"
            + "3,3,\"'\t=2,5\",,,\r\n",
            spans.ToCsv());
        Assert.Equal("name,score\r\n'-Joy,0.5\r\n'＝A1,0.25\r\nplain,-0.25\r\nnone,0\r\n", new NamedScore[] { new("-Joy", 0.5), new("＝A1", 0.25), new("plain", -0.25), new("none", -1e-9) }.ToCsv());
    }

    private static ScoredSpan Span(double begin, double end, params (string Name, double Value)[] scores) =>
        new(TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end), [.. scores.Select(s => new NamedScore(s.Name, s.Value))]);

    private static bool AlmostEqual(NamedScore a, NamedScore b) => a.Name == b.Name && Math.Abs(a.Value - b.Value) < 1e-6;
}
