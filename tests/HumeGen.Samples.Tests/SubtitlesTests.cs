using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hume;
using Hume.Tts;
using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class SubtitlesTests
{
    private const string Script = """
        # Not spoken.
        [Ava Song] The ships came home. Every single one of them was counted – twice <slowly>.

        [Vince Douglas] "Eleven," he said.
        """;

    [Fact]
    public async Task A_script_becomes_sound_with_subtitles_at_the_times_of_the_words()
    {
        await using var server = await SampleServer.StartAsync();
        using var folder = new TemporaryFolder();
        folder.Write("script.txt", Encoding.UTF8.GetBytes(Script));

        var run = (await SampleProgram.RunAsync("Subtitles", ["script.txt", "--line-length", "24", "--output", "film"], environment: server.Environment, folder: folder)).Succeeded();

        // The server says the same whenever it is asked.
        var (audio, words) = await SpeakAsync(server.Hume);
        var srt = Encoding.UTF8.GetString(run.Files["film.srt"]).TrimEnd('\n').Split("\n\n").Select(block => block.Split('\n')).ToList();
        Assert.Equal(audio, run.Files["film.wav"]);
        Assert.Equal("The ships came home. Every single one of them was counted – twice <slowly>. \"Eleven,\" he said.", Plain(string.Join(' ', srt.SelectMany(s => s[2..]))));
        Assert.All(srt.SelectMany(s => s[2..]), line => Assert.InRange(Plain(line).Length, 1, 24));
        var word = 0;
        foreach (var subtitle in srt)
        {
            Assert.StartsWith($"{Time(words[word], ',')} --> ", subtitle[1], StringComparison.Ordinal);
            word += subtitle[2..].Sum(line => line.Split(' ').Count(w => w.Any(char.IsLetter)));
        }

        Assert.Equal(words.Count, word);
        var vtt = Encoding.UTF8.GetString(run.Files["film.vtt"]);
        Assert.StartsWith("WEBVTT\n\n", vtt, StringComparison.Ordinal);
        Assert.Contains("&lt;slowly&gt;", vtt, StringComparison.Ordinal);
        Assert.Equal(srt.Select(s => s[1].Replace(',', '.')), Regex.Matches(vtt, "^.* --> .*$", RegexOptions.Multiline).Select(m => m.Value));
    }

    [Fact]
    public async Task The_picture_has_the_loudness_of_the_sound_and_the_times_of_the_subtitles()
    {
        var run = (await SampleProgram.RunAsync("Subtitles")).Succeeded();

        var picture = XElement.Parse(Encoding.UTF8.GetString(run.Files["speech.svg"]));
        var speech = PcmAudio.FromWav(run.Files["speech.wav"]);
        var bars = picture.Descendants().Where(e => (string?)e.Attribute("class") == "wave").Select(e => Number(e, "height")).ToList();
        Assert.Equal(speech.Duration.TotalSeconds / (4 / 140.0), bars.Count, 1.0);
        Assert.Equal(64, bars.Max(), 0.1);
        Assert.Equal(1, bars[^3]);   // the silence after the last word

        var captions = picture.Descendants().Where(e => e.Attribute("data-begin") is not null).Select(e => Clock(Number(e, "data-begin"))).Distinct();
        var times = Regex.Matches(Encoding.UTF8.GetString(run.Files["speech.srt"]), "^(.*) --> .*$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(times, captions);
        Assert.Contains("Written: speech.wav, speech.srt, speech.vtt, speech.svg", run.Output, StringComparison.Ordinal);
        Assert.Contains("no words", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no file nowhere.txt.", "nowhere.txt")]
    [InlineData("empty.txt has nothing to say.", "empty.txt")]
    [InlineData("speech.srt exists.", "script.txt")]
    [InlineData("--line-length is 5.", "script.txt", "--line-length", "5", "--output", "x")]
    [InlineData("--lines is 9.", "script.txt", "--lines", "9", "--output", "x")]
    [InlineData("Cannot parse argument 'wide'", "script.txt", "--line-length", "wide")]
    public async Task Wrong_arguments_are_told_in_one_line(string start, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("script.txt", "Good morning!"u8.ToArray());
        folder.Write("empty.txt", "# Nothing.\n"u8.ToArray());
        folder.Write("speech.srt", "mine"u8.ToArray());

        var run = await SampleProgram.RunAsync("Subtitles", arguments is ["empty.txt" or "nowhere.txt"] ? [.. arguments, "--output", "x"] : arguments, folder: folder);

        Assert.StartsWith(start, run.Refused(), StringComparison.Ordinal);
        Assert.Equal("mine"u8.ToArray(), run.Files["speech.srt"]);
        Assert.Equal(3, run.Files.Count);
    }

    [Fact]
    public async Task A_voice_that_there_is_not_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("script.txt", "[Nobody Known] Good morning!"u8.ToArray());

        Assert.Contains("Nobody Known", (await SampleProgram.RunAsync("Subtitles", ["script.txt"], folder: folder)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("Subtitles", environment: new Dictionary<string, string> { ["HUME_API_KEY"] = "key" });

        Assert.StartsWith("HUME_BASE_URL is not set.", run.Refused(), StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }

    /// <summary>The sound, and when each word begins, counted by hand: snippet by snippet.</summary>
    private static async Task<(byte[] Audio, List<TimeSpan> Words)> SpeakAsync(HumeClient hume)
    {
        static PostedUtterance Utterance(string voice, string text) =>
            new() { Text = text, Voice = new PostedUtteranceVoiceWithName { Name = voice, Provider = VoiceProvider.HumeAi }, TrailingSilence = 0.4 };
        var speech = await hume.Tts.SynthesizeJsonAsync(new()
        {
            Utterances =
            [
                Utterance("Ava Song", "The ships came home. Every single one of them was counted – twice <slowly>."),
                Utterance("Vince Douglas", "\"Eleven,\" he said."),
            ],
            Format = new FormatWav(),
            IncludeTimestampTypes = [TimestampType.Word],
        });
        var (words, start) = (new List<TimeSpan>(), TimeSpan.Zero);
        foreach (var snippet in speech.Generations[0].Snippets.SelectMany(s => s))
        {
            words.AddRange(snippet.Timestamps!.Select(t => start + TimeSpan.FromMilliseconds(t.Time.Begin)));
            start += PcmAudio.FromWav(snippet.Audio).Duration;
        }

        return (speech.Generations[0].Audio.ToArray(), words);
    }

    private static string Plain(string text) => text.Replace("\u2060", "", StringComparison.Ordinal);

    private static string Time(TimeSpan time, char separator) => FormattableString.Invariant($"{time:hh\\:mm\\:ss}{separator}{Math.Round(time.TotalMilliseconds) % 1000:000}");

    private static string Clock(double seconds) => Time(TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)), ',');

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
