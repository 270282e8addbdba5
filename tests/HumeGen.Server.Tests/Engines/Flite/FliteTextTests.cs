using HumeGen.Server.Engines;
using HumeGen.Server.Flite;

namespace HumeGen.Server.Tests.Engines.Flite;

/// <summary>Text that flite gets, which knows ASCII only.</summary>
public class FliteTextTests
{
    [Theory]
    [InlineData("Hello there!", "Hello there!")]
    [InlineData("It’s “fine” – really…", "It's \"fine\" , really...")]
    [InlineData("naïve café, Łódź, Ærø, Straße", "naive cafe, Lodz, Aero, Strasse")]
    [InlineData("€5.50 or £ 3, at 20°", "5.50 euros or 3 pounds , at 20 degrees")]
    [InlineData("R&D @ home + more = 100%", "R and D at home plus more equals 100%")]
    [InlineData("**Bold** and `code` 😀👍🏽", "Bold and code")]
    [InlineData("Привет, Anna.", ", Anna.")]
    [InlineData("one\r\ntwo\tthree\u0000", "one two three")]
    public void Text_is_read_in_ascii(string text, string expected) => Assert.Equal(expected, FliteText.Readable(text));

    [Theory]
    [InlineData("")]
    [InlineData(" … ")]
    [InlineData("😀")]
    [InlineData("-- ?!")]
    public void Text_without_anything_to_say_is_empty(string text) => Assert.Equal("", FliteText.Readable(text));

    [Theory]
    [InlineData("Привет.")]
    [InlineData("你好。")]
    public void Text_without_a_letter_that_flite_reads_is_refused(string text) =>
        Assert.Contains("Latin letters", Assert.Throws<EngineException>(() => FliteText.Readable(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_word_without_end_is_read_in_parts() =>
        Assert.All(FliteText.Readable(new string('a', 5000)).Split(' '), word => Assert.InRange(word.Length, 1, 50));

    [Fact]
    public void A_long_text_is_cut_at_sentences_then_clauses_then_words_and_loses_none()
    {
        var sentences = string.Join(' ', Enumerable.Repeat("This is one sentence of several.", 20));
        var clauses = string.Join(' ', Enumerable.Repeat("and then another clause,", 20));
        var words = string.Join(' ', Enumerable.Repeat("word", 200));

        foreach (var (text, end) in ((string, string)[])[(sentences, "."), (clauses, ","), (words, "d")])
        {
            var chunks = FliteText.Chunks(text).ToList();

            Assert.True(chunks.Count > 1);
            Assert.All(chunks, chunk => Assert.InRange(chunk.Length, 1, FliteText.LongestChunk));
            Assert.All(chunks, chunk => Assert.EndsWith(end, chunk, StringComparison.Ordinal));
            Assert.Equal(text, string.Join(' ', chunks));
        }
    }
}
