using System.Diagnostics;
using System.Globalization;
using HumeGen.Server.Audio;
using HumeGen.Server.Codecs;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Recordings that go through a process, with a shell script in the place of ffmpeg.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FfmpegTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // What a recorder of MP4 writes first.
    private static readonly byte[] Mp4 = Recording.File("ffmpeg-aac-fragmented.mp4");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-ffmpeg-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_live_recording_goes_through_one_process_that_opens_nothing_else_and_ends_with_it()
    {
        using var decoder = new AudioInputDecoder(Decoders("exec cat"));
        var samples = new List<short>();
        foreach (var piece in Mp4.Chunk(500))
        {
            Assert.Null(decoder.Feed(piece));
            samples.AddRange(decoder.Samples.ToArray());
        }

        await UntilAsync(() =>
        {
            Assert.Null(decoder.Feed(ReadOnlyMemory<byte>.Empty));
            samples.AddRange(decoder.Samples.ToArray());
            return samples.Count == Mp4.Length / 2;
        });
        Assert.Equal(Mp4.Take(Mp4.Length / 2 * 2), samples.SelectMany(BitConverter.GetBytes));
        Assert.Equal(48_000, decoder.SampleRate);
        Assert.Contains("-protocol_whitelist pipe -f mov -i pipe:0", Words(), StringComparison.Ordinal);

        var process = Assert.Single(Processes());
        decoder.Dispose();
        await UntilAsync(() => HasEnded(process));
    }

    [Fact]
    public async Task A_file_is_given_whole_so_that_its_index_may_stand_at_its_end()
    {
        var (audio, error) = await AudioFileReader.ReadAsync(Mp4, Decoders("exec cat"), 10, CancellationToken.None);

        Assert.Null(error);
        Assert.Equal(Mp4.Length / 2, audio!.Value.Samples.Length);
        Assert.Contains("-protocol_whitelist cache,pipe -f mov -i cache:pipe:0", Words(), StringComparison.Ordinal);
        await UntilAsync(() => Processes().All(HasEnded));
    }

    [Fact]
    public async Task Its_last_words_are_the_reason_for_a_refusal()
    {
        const string fails = "cat > /dev/null; echo '[mov] first' >&2; echo 'pipe:0: Invalid data found when processing input' >&2; exit 1";

        var (audio, error) = await AudioFileReader.ReadAsync(Mp4, Decoders(fails), 10, CancellationToken.None);

        Assert.Null(audio);
        Assert.Equal("MP4/AAC cannot be decoded: Invalid data found when processing input", error);
    }

    [Fact]
    public async Task A_live_recording_that_it_gives_up_is_refused()
    {
        using var decoder = new AudioInputDecoder(Decoders("echo 'moov atom not found' >&2; exit 1"));
        string? error = null;

        await UntilAsync(() => (error ??= decoder.Feed(Mp4.AsMemory(0, 500))) is not null);

        Assert.Equal("MP4/AAC cannot be decoded: moov atom not found", error);
    }

    [Fact]
    public async Task No_more_recordings_than_allowed_are_decoded_at_a_time()
    {
        var decoders = Decoders("exec cat", processes: 1);
        using var first = new AudioInputDecoder(decoders);
        using var second = new AudioInputDecoder(decoders);

        Assert.Null(first.Feed(Mp4));
        Assert.Contains("decodes 1 recordings with ffmpeg already", second.Feed(Mp4), StringComparison.Ordinal);
        first.Dispose();
        Assert.Null(second.Feed(Mp4));
        second.Dispose();
        await UntilAsync(() => Processes().All(HasEnded));
    }

    [Fact]
    public async Task A_recording_that_starts_anew_gets_a_process_of_its_own_and_the_one_before_ends()
    {
        using var decoder = new AudioInputDecoder(Decoders("exec cat", processes: 1));

        Assert.Null(decoder.Feed(Mp4));
        await UntilAsync(() => Processes().Count == 1);
        var before = Processes()[0];
        Assert.Null(decoder.Feed(Mp4));

        await UntilAsync(() => Processes().Count == 2 && HasEnded(before));
    }

    [Fact]
    public void A_live_recording_that_is_not_decoded_in_time_does_not_pile_up()
    {
        using var decoder = new AudioInputDecoder(Decoders("exec sleep 600"));

        Assert.Null(decoder.Feed(Mp4));
        var errors = Enumerable.Range(0, 10).Select(_ => decoder.Feed(new byte[1 << 20])).ToList();

        Assert.Contains("comes faster than the server can decode it", errors.First(error => error is not null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_hangs_ends_when_nobody_waits_any_more()
    {
        using var cancelled = new CancellationTokenSource();
        var reading = AudioFileReader.ReadAsync(Mp4, Decoders("exec sleep 600"), 10, cancelled.Token).AsTask();
        await UntilAsync(() => Processes().Count == 1);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Bound));
        await UntilAsync(() => Processes().All(HasEnded));
    }

    private IList<IAudioDecoder> Decoders(string script, int processes = 4)
    {
        var program = Path.Combine(_folder.FullName, "ffmpeg");
        File.WriteAllText(program, $"#!/bin/sh\necho \"$@\" > '{_folder.FullName}/words'\necho $$ >> '{_folder.FullName}/processes'\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new HumeServerEngines().AddBrowserCodecs(program, processes).AudioDecoders;
    }

    private string Words() => File.ReadAllText(Path.Combine(_folder.FullName, "words"));

    private List<int> Processes() => File.Exists(Path.Combine(_folder.FullName, "processes"))
        ? [.. File.ReadAllLines(Path.Combine(_folder.FullName, "processes")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
        : [];

    private static bool HasEnded(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Bound);
        while (!holds())
            await Task.Delay(20, limit.Token);
    }
}
