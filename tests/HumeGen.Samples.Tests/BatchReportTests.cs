using System.Text;
using System.Text.Json;
using HumeGen.Audio;
using HumeGen.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Samples.Tests;

public sealed class BatchReportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_folder_becomes_one_report()
    {
        using var folder = new TemporaryFolder();
        folder.Write("media/<b>.wav", Tone(8));
        folder.Write("media/below/letter.txt", "I am glad. I am <i>so</i> sad."u8.ToArray());
        folder.Write("media/notes.docx", [1, 2, 3]);

        var run = (await SampleProgram.RunAsync("BatchReport", ["media", "--report", "r.html"], folder: folder)).Succeeded();

        var page = Encoding.UTF8.GetString(run.Files["r.html"]);
        Assert.Contains("2 of 2 files were measured", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;.wav</a>", page, StringComparison.Ordinal);
        Assert.Contains("below/letter.txt</a>", page, StringComparison.Ordinal);
        Assert.Contains("I am &lt;i&gt;so&lt;/i&gt; sad.", page, StringComparison.Ordinal);
        Assert.Contains("No media: notes.docx", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", page, StringComparison.Ordinal);

        var voice = Predictions(run.Files["r.html.jobs"], "<b>.wav", "prosody");
        var strongest = voice[0].Keys.MaxBy(name => voice.Average(p => p[name]))!;
        Assert.Contains($"<td>voice</td><td>{strongest} {FormattableString.Invariant($"{voice.Average(p => p[strongest]):0.00}")}", page, StringComparison.Ordinal);
        var timeline = Assert.Single(Curves.ChartsIn(page), c => Curves.TitleOf(c) == "Emotions in the voice over time");
        Curves.AssertFollows(timeline, [.. voice.Select(p => p[strongest])]);
    }

    [Fact]
    public async Task Without_a_folder_it_makes_one_and_shows_the_error_of_a_broken_file()
    {
        var run = (await SampleProgram.RunAsync("BatchReport")).Succeeded();

        var page = Encoding.UTF8.GetString(run.Files["report.html"]);
        Assert.Equal(6, run.Files.Keys.Count(name => name.StartsWith("demo-media/", StringComparison.Ordinal)));
        Assert.Contains("5 of 6 files were measured.", page, StringComparison.Ordinal);
        Assert.Contains("invented", run.Output, StringComparison.Ordinal);
        Assert.Matches("<tr><td>broken.wav</td><td>E0202</td><td>[^<]+</td><td>[^<]+</td></tr>", page);
        Assert.Contains("<td>face</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_was_killed_goes_on_with_the_jobs_that_run()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await SampleServer.StartAsync(new HumeSimulatorOptions { TimeProvider = clock, JobDuration = TimeSpan.FromHours(1) });
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        folder.Write("media/second.txt", "The second."u8.ToArray());
        await using (SampleProgram.Start("BatchReport", folder, ["media", "--files-per-job", "1"], server.Environment))
            await WaitForAsync(() => Journal(folder).Count(HasId) == 2);   // killed with both jobs running

        clock.AutoAdvanceAmount = TimeSpan.FromMinutes(10);
        var run = (await SampleProgram.RunAsync("BatchReport", ["media"], environment: server.Environment, folder: folder)).Succeeded();

        Assert.Equal(2, server.Count("POST", "/v0/batch/jobs"));
        Assert.Contains("2 of 2 files were measured.", Encoding.UTF8.GetString(run.Files["report.html"]), StringComparison.Ordinal);

        // What is new is sent, and nothing else.
        folder.Write("media/third.txt", "The third."u8.ToArray());
        run = (await SampleProgram.RunAsync("BatchReport", ["media"], environment: server.Environment, folder: folder)).Succeeded();

        Assert.Equal(3, server.Count("POST", "/v0/batch/jobs"));
        Assert.Contains("3 of 3 files were measured.", Encoding.UTF8.GetString(run.Files["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_no_error_of_the_program()
    {
        await using var server = await SampleServer.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.FromHours(1) });
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        await using var program = SampleProgram.Start("BatchReport", folder, ["media"], server.Environment);
        await WaitForAsync(() => Journal(folder).Any(HasId));

        Assert.Equal(1, await program.StopAsync());
        Assert.False(File.Exists(Path.Combine(folder.Path, "report.html")));
    }

    [Fact]
    public async Task Files_of_a_job_that_the_server_does_not_know_are_sent_again()
    {
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        folder.Write("report.html.jobs", """
            {"job":"00000000-0000-4000-8000-000000000000","files":[{"name":"first.txt","md5":"7048634596e835c6f88d51ea395f82bc"}]}
            {"job":"00000000-0000-4000-8000-0000000000
            """u8.ToArray());   // its end is missing, as after a loss of power

        var run = (await SampleProgram.RunAsync("BatchReport", ["media"], folder: folder)).Succeeded();

        Assert.Contains("1 of 1 files were measured.", Encoding.UTF8.GetString(run.Files["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_gives_an_id_again_takes_no_results_away()
    {
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        (await SampleProgram.RunAsync("BatchReport", ["media"], folder: folder)).Succeeded();
        folder.Write("media/second.txt", "The second."u8.ToArray());

        // The second simulator knows nothing of the first, and begins with the same id.
        var run = (await SampleProgram.RunAsync("BatchReport", ["media"], folder: folder)).Succeeded();

        Assert.Single(Journal(folder).Where(HasId).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("job").GetString()).Distinct());
        Assert.Contains("2 of 2 files were measured.", Encoding.UTF8.GetString(run.Files["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_whose_id_never_came_is_found_by_its_files()
    {
        await using var server = await SampleServer.StartAsync(new HumeSimulatorOptions());
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        (await SampleProgram.RunAsync("BatchReport", ["media"], environment: server.Environment, folder: folder)).Succeeded();
        folder.Write("report.html.jobs", Encoding.UTF8.GetBytes(Journal(folder).First(line => line.Contains("\"sent ", StringComparison.Ordinal))));   // killed before the answer

        var run = (await SampleProgram.RunAsync("BatchReport", ["media"], environment: server.Environment, folder: folder)).Succeeded();

        Assert.Equal(1, server.Count("POST", "/v0/batch/jobs"));
        Assert.Contains("1 of 1 files were measured.", Encoding.UTF8.GetString(run.Files["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_do_not_send_the_same_files()
    {
        await using var server = await SampleServer.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.FromHours(1) });
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        await using var program = SampleProgram.Start("BatchReport", folder, ["media"], server.Environment);
        await WaitForAsync(() => Journal(folder).Any(HasId));

        var report = Path.Combine(folder.Path, "report.html");
        var run = await SampleProgram.RunAsync("BatchReport", [Path.Combine(folder.Path, "media"), "--report", report], environment: server.Environment);

        Assert.StartsWith($"Another run works on {report}.", run.Refused(), StringComparison.Ordinal);
        Assert.Equal(1, server.Count("POST", "/v0/batch/jobs"));
    }

    [Fact]
    public async Task Files_with_odd_names_or_nothing_in_them_are_in_the_report()
    {
        using var folder = new TemporaryFolder();
        folder.Write("media/two\nlines.txt", "I am glad."u8.ToArray());
        folder.Write("media/silence.wav", PcmAudio.Silence(TimeSpan.FromSeconds(2), new PcmFormat(16_000)).ToWav());
        folder.Write("media/empty.txt", []);

        var run = (await SampleProgram.RunAsync("BatchReport", ["media"], folder: folder)).Succeeded();

        var page = Encoding.UTF8.GetString(run.Files["report.html"]);
        Assert.Contains("1 of 3 files were measured.", page, StringComparison.Ordinal);
        foreach (var nothing in new[] { "silence.wav", "empty.txt" })
            Assert.Matches($"<tr><td>{nothing}</td><td>[^<]+</td><td>[^<]+</td><td>[^<]*</td></tr>", page);
    }

    [Theory]
    [InlineData("There is no folder nowhere.", "nowhere")]
    [InlineData("The folder empty has no media.", "empty")]
    [InlineData("--files-per-job is 0.", "media", "--files-per-job", "0")]
    [InlineData("taken.html exists and is not a report of this program.", "media", "--report", "taken.html")]
    [InlineData("media is a folder.", "media", "--report", "media")]
    [InlineData("Unrecognized command or argument '--reprot'.", "media", "--reprot")]
    public async Task Wrong_arguments_are_told_in_one_line(string start, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("media/first.txt", "The first."u8.ToArray());
        folder.Write("taken.html", "mine"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));

        var run = await SampleProgram.RunAsync("BatchReport", arguments, folder: folder);

        Assert.StartsWith(start, run.Refused(), StringComparison.Ordinal);
        Assert.Equal("mine"u8.ToArray(), run.Files["taken.html"]);
    }

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("BatchReport", environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = "http://127.0.0.1:9" });

        Assert.StartsWith("HUME_API_KEY is not set.", run.Refused(), StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }

    private static byte[] Tone(int seconds)
    {
        var samples = Enumerable.Range(0, seconds * 16_000).Select(i => (float)(0.4 * Math.Sin(i * i / 200_000.0))).ToArray();
        return PcmAudio.FromSamples(samples, new PcmFormat(16_000)).ToWav();
    }

    private static string[] Journal(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "report.html.jobs");
        if (!File.Exists(path))
            return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }

    private static bool HasId(string line) => line.Contains("\"files\"", StringComparison.Ordinal) && !line.Contains("\"sent ", StringComparison.Ordinal);

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(50, limit.Token);
    }

    /// <summary>The scores of a model for a file, as the server gave them.</summary>
    private static List<Dictionary<string, double>> Predictions(byte[] journal, string file, string model) =>
    [
        .. from line in Encoding.UTF8.GetString(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let json = JsonDocument.Parse(line).RootElement
           where json.TryGetProperty("results", out _)
           from result in json.GetProperty("results").EnumerateArray()
           where result.GetProperty("source").GetProperty("filename").GetString() == file
           from measured in result.GetProperty("results").GetProperty("predictions").EnumerateArray()
           from speaker in measured.GetProperty("models").GetProperty(model).GetProperty("grouped_predictions").EnumerateArray()
           from prediction in speaker.GetProperty("predictions").EnumerateArray()
           select prediction.GetProperty("emotions").EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!, e => e.GetProperty("score").GetDouble()),
    ];
}
