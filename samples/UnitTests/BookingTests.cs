using Hume.EmpathicVoice;
using HumeGen;
using HumeGen.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace UnitTests;

/// <summary>A real connection to a fake server: the test writes the server's script, and the clock is the test's.</summary>
public sealed class BookingTests
{
    private static readonly ChatMetadata Ids = new() { ChatId = "chat", ChatGroupId = "group" };

    private readonly FakeChannel<IPublishEvent, ISubscribeEvent> _server = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_caller_is_asked_and_answers()
    {
        var answer = Ask();

        Assert.Equal("For how many?", (await _server.WaitForSentAsync<AssistantInput>()).Text);
        _server.Receive(Says("For four, please."));

        Assert.Equal("For four, please.", await answer);
    }

    [Fact]
    public async Task A_caller_who_says_nothing_is_given_up_after_thirty_seconds()
    {
        var answer = Ask();
        await _server.WaitForSentAsync<AssistantInput>();

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await answer);
    }

    [Fact]
    public async Task A_connection_that_drops_is_taken_up_again()
    {
        _server.Receive(Ids);
        var answer = Ask();
        await _server.WaitForSentAsync<AssistantInput>();

        _server.Drop();
        _server.Receive(Ids);   // the first message of the new connection, as from a real server
        _server.Receive(Says("Are you still there? For four."));

        Assert.Equal("Are you still there? For four.", await answer);
    }

    [Fact]
    public async Task A_server_that_closes_the_chat_is_an_error()
    {
        var answer = Ask();
        await _server.WaitForSentAsync<AssistantInput>();

        _server.Close(1011, "out of order");

        var error = await Assert.ThrowsAsync<RealtimeClosedException>(() => answer);
        Assert.Contains("1011", error.Message, StringComparison.Ordinal);
    }

    private Task<string?> Ask()
    {
        var chats = Substitute.For<IEmpathicVoiceChatClient>();
        chats.ConnectAsync(Arg.Any<ChatConnectRequest>(), Arg.Any<RealtimeOptions>(), Arg.Any<CancellationToken>())
            .Returns(_ => new ChatConnection(_server));
        return new Booking(chats, _time).AskAsync("For how many?");
    }

    private static UserMessage Says(string text) =>
        new() { FromText = false, Interim = false, Models = new(), Message = new() { Role = Role.User, Content = text } };
}
