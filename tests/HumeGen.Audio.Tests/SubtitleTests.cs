namespace HumeGen.Audio.Tests;

public class SubtitleTests
{
    [Fact]
    public void Words_are_put_into_lines_and_a_subtitle_ends_when_it_is_full()
    {
        var words = Words("The quick brown fox jumps over the lazy dog and runs away");

        Assert.Equal(["0-1.75 The quick brown/fox jumps over the", "1.75-3 lazy dog and runs/away"], Lines(words, new() { MaxLineLength = 18 }));
    }

    [Fact]
    public void A_pause_and_a_long_time_begin_a_new_subtitle()
    {
        TimedText[] words = [At("One", 0, 0.5), At("two", 0.5, 1), At("three.", 3, 3.5), At("Four", 3.5, 6), At("five", 6, 12)];

        Assert.Equal(["0-1 One two", "3-6 three. Four", "6-11 five"], Lines(words, new() { MaxDuration = TimeSpan.FromSeconds(5) }));
    }

    [Fact]
    public void A_phrase_is_shared_out_among_its_words_by_their_length() =>
        Assert.Equal(["0-4 abcd", "4-6 ef", "6-10 ghij"], Lines([At(" abcd ef\n ghij ", 0, 10)], new() { MaxLineLength = 4, MaxLines = 1 }));

    [Fact]
    public void Punctuation_and_scripts_without_spaces_get_none()
    {
        Assert.Equal(["0-3 Hello, world!"], Lines([At("Hello", 0, 1), At(",", 1, 1), At("world", 1, 2), At("!", 2, 3)], new()));
        Assert.Equal(["0-2 你好世界"], Lines([At("你好", 0, 1), At("世界", 1, 2)], new()));
        Assert.Equal(["0-2 안녕 세계"], Lines([At("안녕", 0, 1), At("세계", 1, 2)], new()));
    }

    [Fact]
    public void A_word_that_is_too_long_is_broken_between_whole_characters()
    {
        Assert.Equal(["0-1 abcd/efgh", "1-1.125 i"], Lines([At("abcdefghi", 0, 1.125)], new() { MaxLineLength = 4 }));
        Assert.Equal(["👍🏽", "👍🏽"], new[] { At("👍🏽👍🏽", 0, 1) }.Arrange(new() { MaxLineLength = 5, MaxLines = 1 }).Select(s => s.Text));
    }

    [Fact]
    public void Words_come_in_any_order_and_overlapping_ones_do_not_hide_each_other() =>
        Assert.Equal(["0-1 first", "1-2.5 next"], Lines([At("next", 1, 2.5), At("first", 0, 1.5)], new() { MaxLineLength = 5, MaxLines = 1 }));

    [Fact]
    public void A_word_without_time_is_shown_for_a_millisecond() => Assert.Equal(["1-1.001 now"], Lines([At("now", 1, 1)], new()));

    [Fact]
    public void A_subtitle_takes_time_in_the_file_too() =>
        Assert.Contains("00:00:00,002 --> 00:00:00,003", new[] { At("now", 0.0015, 0.0025) }.ToSrt(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(-1, 0.5)]
    public void A_text_that_ends_before_it_begins_is_refused(double begin, double end) =>
        Assert.Contains("The text 'word' is heard from", Assert.Throws<ArgumentException>(() => new[] { At("word", begin, end) }.ToSrt()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_limit_of_zero_is_refused() => Assert.Throws<ArgumentException>(() => Words("a").ToVtt(new() { MaxLineLength = 0 }));

    [Fact]
    public void SubRip_numbers_its_subtitles_and_keeps_markup_as_text()
    {
        using var culture = new OtherCulture();
        Assert.Equal(
            "1\n00:00:00,000 --> 00:00:01,500\na <\u2060b> {\u2060\\an8} --\u2060> c & d\n\n2\n27:46:40,000 --> 27:46:41,002\nlate\n\n",
            new[] { At("a <b> {\\an8} --> c & d", 0, 1.5), At("late", 100_000, 100_001.0016) }.ToSrt());
    }

    [Fact]
    public void WebVTT_escapes_markup() =>
        Assert.Equal(
            "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt;b&gt; --&gt; c &amp; d\n\n",
            new[] { At("a <b>\r\n\r\n--> c\0& d", 0, 1.5) }.ToVtt());

    [Fact]
    public void No_words_are_an_empty_file()
    {
        Assert.Equal("", Array.Empty<TimedText>().ToSrt());
        Assert.Equal("WEBVTT\n\n", new[] { At("  ", 0, 1) }.ToVtt());
    }

    private static TimedText At(string text, double begin, double end) => new(text, TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end));

    // A quarter of a second each.
    private static TimedText[] Words(string text) => [.. text.Split(' ').Select((w, i) => At(w, i * 0.25, (i + 1) * 0.25))];

    private static IEnumerable<string> Lines(IEnumerable<TimedText> words, SubtitleOptions options) => words.Arrange(options)
        .Select(s => FormattableString.Invariant($"{s.Begin.TotalSeconds:0.###}-{s.End.TotalSeconds:0.###} {s.Text.Replace('\n', '/')}"));
}
