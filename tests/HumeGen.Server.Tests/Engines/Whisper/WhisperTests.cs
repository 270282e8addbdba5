using HumeGen.Server.Engines;
using HumeGen.Server.Tests.Chats;
using HumeGen.Server.Whisper;

namespace HumeGen.Server.Tests.Engines.Whisper;

/// <summary>A server that hears by Whisper, with a model that hears the same words in all sound.</summary>
public sealed class WhisperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-whisper-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_spoken_turn_is_understood_by_Whisper()
    {
        await using var host = await HumeHost.StartAsync(Served.Server, engines: engines => engines.AddWhisper(new() { Model = Model(), Threads = 1 }));
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(ChatWire.Silence(200), ChatWire.Speech(900), ChatWire.Silence(1_200));
        var heard = (await chat.ReadUntilAsync("user_message"))[^1];

        Assert.Equal(WhisperFile.Words, (string?)heard["message"]!["content"]);
    }

    [Fact]
    public async Task Recordings_of_any_rate_are_understood_at_the_same_time_and_words_have_their_time()
    {
        using var hearing = new HumeServerEngines().AddWhisper(new() { Model = Model(), Concurrency = 2, Threads = 1 }).SpeechToText!;

        var heard = await Task.WhenAll(new[] { 8_000, 16_000, 44_100 }.Select(async rate =>
        {
            using var wave = new MemoryStream(new AudioSamples(new short[40 * rate], rate).ToWave());
            return await hearing.GetStreamingTextAsync(wave).ToListAsync();
        }));

        // The model hears its words once in 30 seconds, so they come twice when the length of the sound is right.
        Assert.Equal([2, 2, 2], heard.Select(updates => updates.Count));
        Assert.All(heard, updates =>
        {
            var update = updates[0];
            Assert.Equal(WhisperFile.Words, update.Text);
            Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(1)), (update.StartTime!.Value, update.EndTime!.Value));
            Assert.Equal("en", update.AdditionalProperties!["language"]);
        });
    }

    [Fact]
    public async Task A_recording_is_understood_to_its_end_when_the_engine_is_disposed_meanwhile()
    {
        var hearing = new HumeServerEngines().AddWhisper(new() { Model = Model(), Threads = 1 }).SpeechToText!;
        using var wave = new MemoryStream(new AudioSamples(new short[10 * 16_000], 16_000).ToWave());
        var updates = hearing.GetStreamingTextAsync(wave).GetAsyncEnumerator();
        var words = new List<string>();

        while (await updates.MoveNextAsync())
        {
            words.Add(updates.Current.Text);
            hearing.Dispose();
        }

        await updates.DisposeAsync();
        Assert.Contains(WhisperFile.Words, words);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => hearing.GetTextAsync(new MemoryStream(wave.ToArray())));
    }

    [Fact]
    public async Task A_model_that_is_not_there_and_a_file_that_is_none_are_named()
    {
        var absent = new WhisperOptions { Model = Path.Combine(_folder, "nowhere.bin") };
        var notes = Path.Combine(_folder, "notes.bin");
        await File.WriteAllTextAsync(notes, "No model.");
        using var hearing = new HumeServerEngines().AddWhisper(new() { Model = notes }).SpeechToText!;
        using var wave = new MemoryStream(new AudioSamples(new short[1_600], 16_000).ToWave());

        Assert.StartsWith($"whisper: the model {absent.Model} does not exist. Download", WhisperEngine.FindMissing(absent), StringComparison.Ordinal);
        Assert.Equal(WhisperEngine.FindMissing(absent), Assert.Throws<EngineException>(() => new HumeServerEngines().AddWhisper(absent)).Message);
        var fault = await Assert.ThrowsAsync<EngineException>(() => hearing.GetTextAsync(wave));
        Assert.Equal("The model of Whisper cannot be loaded.", fault.Message);
        Assert.Contains(notes, fault.ToString(), StringComparison.Ordinal);
    }

    private string Model()
    {
        var path = Path.Combine(_folder, "ggml-test.en.bin");
        WhisperFile.Write(path);
        return path;
    }
}
