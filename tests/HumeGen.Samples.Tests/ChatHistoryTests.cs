using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hume.EmpathicVoice;
using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class ChatHistoryTests
{
    [Fact]
    public async Task A_chat_of_the_account_is_exported_with_its_audio_and_emotions()
    {
        await using var server = await SampleServer.StartAsync();
        var chat = await LongestChatAsync(server);
        var events = new List<ReturnChatEvent>();
        await foreach (var entry in server.Hume.EmpathicVoice.Chats.ListChatEventsAsync(chat.Id))
            events.Add(entry);

        var run = (await SampleProgram.RunAsync("ChatHistory", [chat.Id, "--output", "out"], environment: server.Environment)).Succeeded();

        var lines = Text(run, "out/events.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(events.Select(e => e.Id), lines.Select(l => l.GetProperty("id").GetString()));
        var said = events.Where(e => e.Type == ReturnChatEventType.UserMessage || e.Type == ReturnChatEventType.AgentMessage).ToList();
        var transcript = Regex.Matches(Text(run, "out/transcript.md"), @"^\*\*(User|Assistant)\*\* \(\d+:\d\d\): (.*)$", RegexOptions.Multiline);
        Assert.Equal(
            said.Select(e => (e.Role == ReturnChatEventRole.User ? "User" : "Assistant", e.MessageText)),
            transcript.Select(m => (m.Groups[1].Value, (string?)m.Groups[2].Value)));

        AssertDrawn(Text(run, "out/emotions-user.svg"), events.Where(e => e.Type == ReturnChatEventType.UserMessage));
        AssertDrawn(Text(run, "out/emotions-assistant.svg"), events.Where(e => e.Type == ReturnChatEventType.AssistantProsody));
        Assert.True(PcmAudio.FromWav(run.Files["out/audio.wav"]).Duration > TimeSpan.FromSeconds(said.Count));

        var page = Text(run, "out/index.html");
        Assert.Equal(2, Curves.ChartsIn(page).Count);
        Assert.All(said, e => Assert.Contains(System.Net.WebUtility.HtmlEncode(e.MessageText)!, page, StringComparison.Ordinal));
        Assert.All(Regex.Matches(page, "(?:href|src)=\"([^\"]+)\""), link => Assert.Contains($"out/{link.Groups[1].Value}", run.Files.Keys));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_chat_it_holds_one_and_exports_that()
    {
        var run = (await SampleProgram.RunAsync("ChatHistory")).Succeeded();

        var transcript = Text(run, "chat-history/transcript.md");
        Assert.Equal(["User", "Assistant", "User", "Assistant", "User", "Assistant", "User", "Assistant"], Regex.Matches(transcript, @"^\*\*(\w+)\*\*", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
        Assert.Matches(@"\): Good morning! I have slept wonderfully\.\n\*Joy 0\.71, Excitement 0\.52, Calmness 0\.46\*", transcript);
        Assert.Matches(@"\): Then the rain knows how to paint\.\n\*Joy 0\.77, Calmness 0\.52, Interest 0\.36\*", transcript);
        Assert.DoesNotContain("USER_INTERRUPTION", Text(run, "chat-history/events.jsonl"), StringComparison.Ordinal);
        Assert.NotEmpty(PcmAudio.FromWav(run.Files["chat-history/audio.wav"]).Data.ToArray());
        Assert.Contains("invented", run.Output, StringComparison.Ordinal);
        Assert.Contains("A simulator invented", Text(run, "chat-history/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_is_text_in_every_file()
    {
        await using var server = await SampleServer.StartAsync();
        string id;
        await using (var chat = await server.Hume.EmpathicVoice.Chat.ConnectAsync())
        {
            id = (await chat.WaitForMetadataAsync()).ChatId;
            var answered = chat.WaitForAsync<AssistantEnd>();
            await chat.SendAsync(new UserInput { Text = "<script>alert(1)</script> *loud* [me](x)" });
            await answered;
        }

        var run = (await SampleProgram.RunAsync("ChatHistory", [id, "--output", "out"], environment: server.Environment)).Succeeded();

        Assert.DoesNotContain("<script", Text(run, "out/index.html"), StringComparison.Ordinal);
        Assert.Contains(@"\<script\>alert(1)\</script\> \*loud\* \[me\](x)", Text(run, "out/transcript.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chats_and_groups_are_listed_page_after_page()
    {
        await using var server = await SampleServer.StartAsync();

        var run = (await SampleProgram.RunAsync("ChatHistory", ["--list"], environment: server.Environment)).Succeeded();

        await foreach (var chat in server.Hume.EmpathicVoice.Chats.ListChatsAsync())
            Assert.Matches($@"\d of 2 +│ {chat.Id} │ \d{{4}}-\d\d-\d\d \d\d:\d\d │ {chat.Status.Value}", run.Output);
        await foreach (var group in server.Hume.EmpathicVoice.ChatGroups.ListChatGroupsAsync())
            Assert.Matches($@"1 of 1 +│ {group.Id} │ \d{{4}}-\d\d-\d\d \d\d:\d\d │ {group.NumChats} ", run.Output);
        Assert.Empty(run.Files);
    }

    [Theory]
    [InlineData("There is no chat 00000000-0000-4000-8000-000000000000 in this account.", "00000000-0000-4000-8000-000000000000")]
    [InlineData("The folder taken is not empty.", "--output", "taken")]
    [InlineData("taken/index.html is a file.", "--output", "taken/index.html")]
    [InlineData("There is no option --all.", "--list", "--all")]
    [InlineData("--list lists all chats, so it takes no id.", "--list", "470a49f6-1dec-4afe-8b61-035d3b2d63b0")]
    public async Task Wrong_arguments_are_told_in_one_line(string start, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("taken/index.html", [1]);

        var run = await SampleProgram.RunAsync("ChatHistory", arguments, folder: folder);

        Assert.StartsWith(start, run.Refused(), StringComparison.Ordinal);
        Assert.Equal([1], Assert.Single(run.Files).Value);
    }

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("ChatHistory", environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = "http://127.0.0.1:9" });

        Assert.StartsWith("HUME_API_KEY is not set.", run.Refused(), StringComparison.Ordinal);
    }

    private static async Task<ReturnChat> LongestChatAsync(SampleServer server)
    {
        var chats = new List<ReturnChat>();
        await foreach (var chat in server.Hume.EmpathicVoice.Chats.ListChatsAsync())
            chats.Add(chat);
        return chats.MaxBy(c => c.EventCount)!;
    }

    private static void AssertDrawn(string chart, IEnumerable<ReturnChatEvent> events)
    {
        var scores = events.Select(e => JsonDocument.Parse(e.EmotionFeatures!).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble())).ToList();
        var strongest = scores[0].Keys.MaxBy(name => scores.Average(s => s[name]))!;
        Curves.AssertFollows(Assert.Single(Curves.ChartsIn(chart)), [.. scores.Select(s => s[strongest])]);
    }

    private static string Text(SampleResult run, string file) => Encoding.UTF8.GetString(run.Files[file]);
}
