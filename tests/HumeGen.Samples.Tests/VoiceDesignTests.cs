using Hume;
using Hume.Tts;
using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class VoiceDesignTests
{
    [Fact]
    public async Task A_voice_is_designed_saved_spoken_with_and_deleted()
    {
        await using var server = await SampleServer.StartAsync();

        var run = (await SampleProgram.RunAsync("VoiceDesign", ["A hoarse pirate", "--name", "Captain Finch", "--take", "2"], environment: server.Environment)).Succeeded();

        Assert.Equal(["voice-design/spoken.wav", "voice-design/take-1.wav", "voice-design/take-2.wav", "voice-design/take-3.wav"], run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(run.Files.Values, file => Assert.True(PcmAudio.FromWav(file).Duration > TimeSpan.FromSeconds(1)));
        Assert.NotEqual(run.Files["voice-design/take-1.wav"], run.Files["voice-design/take-2.wav"]);
        Assert.Contains("Saved take 2 as the voice Captain Finch", run.Output, StringComparison.Ordinal);

        var calls = server.Simulator.Requests.Where(r => r.BodyJson is not null).Select(r => r.BodyJson!).ToList();
        Assert.Equal("A hoarse pirate", (string?)calls[0]["utterances"]![0]!["description"]);
        Assert.Equal("Captain Finch", (string?)calls[1]["name"]);
        Assert.Equal("Captain Finch", (string?)calls[2]["utterances"]![0]!["voice"]!["name"]);
        Assert.Empty(await VoicesAsync(server));
    }

    [Fact]
    public async Task A_voice_that_is_to_be_kept_is_in_the_account_afterwards()
    {
        await using var server = await SampleServer.StartAsync();

        var run = (await SampleProgram.RunAsync("VoiceDesign", ["--keep", "--takes", "1"], environment: server.Environment)).Succeeded();

        var voice = Assert.Single(await VoicesAsync(server));
        Assert.Equal("Lighthouse Keeper", voice.Name);
        Assert.Contains($"Kept the voice Lighthouse Keeper, id {voice.Id}", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        // The name is taken now, and stays with the voice that has it.
        var second = await SampleProgram.RunAsync("VoiceDesign", ["--takes", "1"], environment: server.Environment);

        Assert.NotEmpty(second.Refused());
        Assert.Equal(voice.Id, Assert.Single(await VoicesAsync(server)).Id);
    }

    [Fact]
    public async Task Without_a_server_it_says_that_no_words_are_spoken() =>
        Assert.Contains("but no words", (await SampleProgram.RunAsync("VoiceDesign", ["--takes", "1"])).Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--takes is 6.", "--takes", "6")]
    [InlineData("--take is 4.", "--take", "4")]
    [InlineData("The folder taken is not empty.", "--output", "taken")]
    [InlineData("taken/take-1.wav is a file.", "--output", "taken/take-1.wav")]
    [InlineData("--name is empty.", "--name", " ")]
    [InlineData("Unrecognized command or argument 'twice'.", "once", "twice")]
    [InlineData("There is no option --kep.", "--kep")]
    public async Task Wrong_arguments_are_told_in_one_line(string start, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("taken/take-1.wav", [1]);

        var run = await SampleProgram.RunAsync("VoiceDesign", arguments, folder: folder);

        Assert.StartsWith(start, run.Refused(), StringComparison.Ordinal);
        Assert.Equal([1], Assert.Single(run.Files).Value);
    }

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("VoiceDesign", environment: new Dictionary<string, string> { ["HUME_API_KEY"] = "key" });

        Assert.StartsWith("HUME_BASE_URL is not set.", run.Refused(), StringComparison.Ordinal);
    }

    private static async Task<List<ReturnVoice>> VoicesAsync(SampleServer server)
    {
        var voices = new List<ReturnVoice>();
        await foreach (var voice in server.Hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice }))
            voices.Add(voice);
        return voices;
    }
}
