namespace HumeGen.Samples.Tests;

public sealed class SupervisorTests
{
    [Fact]
    public async Task It_watches_three_chats_and_steps_in_where_a_rule_says_so()
    {
        var run = (await SampleProgram.RunAsync("Supervisor")).Succeeded();

        Assert.Contains("callers and scores are from a script", run.Output, StringComparison.Ordinal);

        // The next answer does what was whispered, and only that one.
        var ada = LinesOf(run, "Ada");
        InOrder(
            ada,
            "caller     Hello, I have been waiting for my parcel for three weeks. (Disappointment 0.62, Tiredness 0.41)",
            "caller     You told me the same last week, this is a joke! (Anger 0.82, Contempt 0.44)",
            "supervisor whispers: The caller is angry. Apologise first. (anger)",
            "caller     Then please send it again. (Calmness 0.51, Determination 0.46)",
            "assistant  I am very sorry about that.");
        Assert.Single(ada, l => l.Contains("I am very sorry", StringComparison.Ordinal));

        // The assistant is silent in its pause.
        var ben = LinesOf(run, "Ben");
        InOrder(
            ben,
            "supervisor pauses the assistant (wants a person)",
            "caller     Hello? Is anybody there? (Confusion 0.61, Anxiety 0.38)",
            "caller     Oh, it works now! (Relief 0.77, Joy 0.52)",
            "supervisor lets the assistant go on (relief)",
            "assistant  I am glad to hear it!");
        var pause = ben.FindIndex(l => l.Contains("Is anybody there?", StringComparison.Ordinal));
        var end = ben.FindIndex(l => l.Contains("lets the assistant go on", StringComparison.Ordinal));
        Assert.DoesNotContain(ben[pause..end], l => l.StartsWith("assistant", StringComparison.Ordinal));

        var cleo = LinesOf(run, "Cleo");
        InOrder(cleo, "supervisor ends the chat (insult)", "assistant  Goodbye.", "supervisor sees the end of the chat");
        Assert.DoesNotContain(cleo, l => l.Contains("Are you still there?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chat_that_cannot_be_joined_is_named()
    {
        const string Id = "00000000-0000-4000-8000-000000000000";

        var run = await SampleProgram.RunAsync("Supervisor", [Id]);

        Assert.StartsWith("There is no chat to join.", run.Refused(), StringComparison.Ordinal);
        Assert.Contains($"The chat {Id} is not open to others.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_is_no_id() =>
        Assert.StartsWith("There is no option --all.", (await SampleProgram.RunAsync("Supervisor", ["--all"])).Refused(), StringComparison.Ordinal);

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("Supervisor", environment: new Dictionary<string, string> { ["HUME_API_KEY"] = "key" });

        Assert.StartsWith("HUME_BASE_URL is not set.", run.Refused(), StringComparison.Ordinal);
    }

    private static List<string> LinesOf(SampleResult run, string name) =>
        [.. run.Output.Split('\n').Where(l => l.StartsWith($"{name,-8} ", StringComparison.Ordinal)).Select(l => l[9..])];

    private static void InOrder(List<string> lines, params string[] expected)
    {
        var place = 0;
        foreach (var line in expected)
        {
            var found = lines.FindIndex(place, l => l == line);
            Assert.True(found >= 0, $"'{line}' is not in its place in\n{string.Join('\n', lines)}");
            place = found + 1;
        }
    }
}
