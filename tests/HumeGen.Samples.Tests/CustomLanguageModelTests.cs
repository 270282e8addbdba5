namespace HumeGen.Samples.Tests;

public sealed class CustomLanguageModelTests
{
    private static readonly string[] Chat =
    [
        "you> I got the job, they called me this morning!",
        "     Joy 0.86, Excitement 0.79, Triumph 0.55",
        "EVI> How wonderful, I can hear that you are happy!",
        "EVI> When do you start?",
        "you> But I have to move to another town in two weeks.",
        "     Anxiety 0.71, Distress 0.48, Doubt 0.31",
        "EVI> Take your time; I can hear that this worries you.",
        "EVI> Shall we make a list of what has to be done?",
        "you> And I will miss my friends here.",
        "     Sadness 0.74, Nostalgia 0.52, Love 0.33",
        "EVI> I am sorry; you sound sad.",
        "EVI> Tell me more.",
    ];

    [Fact]
    public async Task The_model_answers_to_words_and_voice_by_events_and_over_a_WebSocket()
    {
        var run = (await SampleProgram.RunAsync("CustomLanguageModel")).Succeeded();

        Assert.Contains("words and scores are from a script", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"The config has the model http://127\.0\.0\.1:\d+/chat/completions\n", run.Output);
        Assert.Matches(@"The config has the model ws://127\.0\.0\.1:\d+/chat/completions\n", run.Output);
        Assert.Equal([.. Chat, .. Chat], run.Output.Split('\n').Select(l => l.TrimEnd()).Where(IsOfChat));
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task A_stop_ends_the_chats()
    {
        using var folder = new TemporaryFolder();
        await using var program = SampleProgram.Start("CustomLanguageModel", folder);
        await program.WaitForLineAsync("EVI> How wonderful");

        Assert.Equal(1, await program.StopAsync());
        Assert.DoesNotContain("By WebSocket", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_no_server_can_call_is_refused() =>
        Assert.StartsWith("'nowhere' is not one address", (await SampleProgram.RunAsync("CustomLanguageModel", ["nowhere"])).Refused(), StringComparison.Ordinal);

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("CustomLanguageModel", environment: new Dictionary<string, string> { ["HUME_API_KEY"] = "key" });

        Assert.StartsWith("HUME_BASE_URL is not set.", run.Refused(), StringComparison.Ordinal);
    }

    private static bool IsOfChat(string line) => line.Length > 5 && line[..5] is ("you> " or "EVI> " or "     ");
}
