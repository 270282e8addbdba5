using HumeGen.Server.Engines;
using HumeGen.Server.RuleBased;
using HumeGen.Server.Tests.Chats;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Server.Tests.Engines.RuleBased;

/// <summary>Replies without a language model.</summary>
public sealed class RuleBasedReplyTests
{
    // A Monday.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 5, 6, 14, 5, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Hello.", "Hello! I am a set of rules, not a language model. What can I do for you?")]
    [InlineData("What time is it now?", "It is 2:05 PM.")]
    [InlineData("Could you tell me what day it is?", "Today is Monday, May 6, 2024.")]
    [InlineData("How much is twenty five plus seventeen?", "That is 42.")]
    [InlineData("What is 2 + 3 * 4?", "That is 14.")]
    [InlineData("what is one hundred and twenty divided by seven", "That is about 17.1429.")]
    [InlineData("Tell me 3 minus 5.", "That is minus 2.")]
    [InlineData("What is 5 divided by 0?", "Nothing can be divided by zero.")]
    [InlineData("Are you a robot?", "I am a set of rules, not a language model. I can tell the time and the date, work out sums, repeat what you say, and call the tools that I am given.")]
    [InlineData("My name is Peter and I live here.", "Nice to meet you, Peter! What can I do for you?")]
    [InlineData("Repeat after me: I am tall.", "I am tall.")]
    [InlineData("Thank you very much.", "You are welcome. What else can I do for you?")]
    [InlineData("I lost my keys.", "You said: I lost my keys. Can you tell me more?")]
    [InlineData("Where is my coat?", "You asked: Where is my coat? I have no rule for that question. What else would you like to know?")]
    [InlineData("Was kostet das Brot und wo ist der Laden?", "I only understand English. I am a set of rules, not a language model.")]
    [InlineData("今日はどうですか", "I only understand English. I am a set of rules, not a language model.")]
    [InlineData("Goodbye and have a nice evening.", "Goodbye!")]
    [InlineData("I lost my keys. {Context: what time is it?}", "You said: I lost my keys. Can you tell me more?")]
    public async Task A_sentence_has_its_reply(string said, string reply) => Assert.Equal(reply, await ReplyAsync(said));

    [Fact]
    public async Task What_was_said_before_is_remembered()
    {
        string[] conversation = ["My name is Anna.", "Nice to meet you, Anna!", "I like tea.", "You said: I like tea."];

        Assert.Equal("Your name is Anna.", await ReplyAsync([.. conversation, "What is my name?"]));
        Assert.Equal("You said: I like tea.", await ReplyAsync([.. conversation, "What did I say?"]));
        Assert.Equal("You said: I like tea.", await ReplyAsync([.. conversation, "Can you say that again?"]));
        Assert.Equal("You have not told me your name.", await ReplyAsync("What is my name?"));
    }

    [Fact]
    public async Task Sentences_come_one_by_one_and_the_same_again()
    {
        var updates = await Client().GetStreamingResponseAsync([new(ChatRole.User, "Hello!")]).Select(update => update.Text).ToListAsync();

        Assert.Equal(["Hello! ", "I am a set of rules, not a language model. ", "What can I do for you? "], updates);
        Assert.Equal(updates, await Client().GetStreamingResponseAsync([new(ChatRole.User, "Hello!")]).Select(update => update.Text).ToListAsync());
    }

    [Fact]
    public async Task The_greeting_of_a_chat_says_that_it_is_no_language_model_and_goodbye_hangs_up()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.AddRuleBased());
        var config = await host.ConfigAsync("""
            "event_messages":{"on_new_chat":{"enabled":true}},"builtin_tools":[{"name":"hang_up"}]
            """);
        var (chat, _) = await host.OpenChatAsync($"config_id={config}");
        await using var _ = chat;

        var greeting = await chat.ReadUntilAsync("assistant_end");
        await chat.SayAsync("Thanks, goodbye.");
        var farewell = new List<string?>();
        while (await chat.ReadAsync() is { } message)
            farewell.Add(ChatWire.Said(message));

        Assert.Contains(greeting, message => ChatWire.Said(message) is { } text && text.Contains("not a language model", StringComparison.Ordinal));
        Assert.Contains(farewell, text => text?.Trim() == "Goodbye!");
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, chat.Client.CloseStatus);
    }

    private Task<string> ReplyAsync(params string[] turns) => ReplyAsync([.. turns.Select((text, i) => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, text))]);

    private async Task<string> ReplyAsync(List<ChatMessage> messages) => (await Client().GetResponseAsync(messages)).Text.Trim();

    private IChatClient Client() => new HumeServerEngines().AddRuleBased(new() { TimeProvider = _clock }).Chat!;
}
