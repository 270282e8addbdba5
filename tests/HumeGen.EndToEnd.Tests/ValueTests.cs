using Hume.EmpathicVoice;
using Hume.Tts;

namespace Hume.EndToEnd;

/// <summary>Values that cannot be sent are refused with their place before anything is, and what follows works.</summary>
public class ValueTests : EndToEndTest
{
    public static TheoryData<string, PostedTts> Unsendable() => new()
    {
        { "$.utterances[0] is null", new PostedTts { Utterances = [null!] } },
        { "$.utterances[1] is null", new PostedTts { Utterances = [new() { Text = "a" }, null!] } },
        { "$.utterances is null", new PostedTts { Utterances = null! } },
        { "$.utterances[0].text is null", new PostedTts { Utterances = [new() { Text = null! }] } },
        { "$.utterances[0].speed is NaN", new PostedTts { Utterances = [new() { Text = "a", Speed = double.NaN }] } },
        { "$.utterances[0].trailing_silence is Infinity", new PostedTts { Utterances = [new() { Text = "a", TrailingSilence = double.PositiveInfinity }] } },
        { "$.utterances[1].description holds half", new PostedTts { Utterances = [new() { Text = "a" }, new() { Text = "b", Description = "cut \ud83d" }] } },
    };

    [Theory]
    [MemberData(nameof(Unsendable))]
    public async Task A_body_that_cannot_be_sent_names_the_member(string words, PostedTts request)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Hume.Tts.SynthesizeJsonAsync(request, cancellationToken: Patience));

        Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_names_the_member_and_the_chat_goes_on()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => chat.SendAsync(new UserInput { Text = "cut \ud83d" }, Patience).AsTask());
        var nothing = await Assert.ThrowsAsync<ArgumentException>(() => chat.SendAsync(new SessionSettings { Tools = [null!] }, Patience).AsTask());
        var answer = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = "Whole 😀" }, Patience);
        await answer;

        Assert.StartsWith("$.text holds half of a surrogate pair", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.tools[0] is null", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_times()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);

        var config = await Hume.EmpathicVoice.Configs.CreateConfigAsync(new PostedConfig { Name = "A config", EviVersion = "3" }, cancellationToken: Patience);

        Assert.InRange(config.CreatedOn!.Value, before, before.AddMinutes(5));
        Assert.Equal(TimeSpan.Zero, config.CreatedOn.Value.Offset);
    }

    [Theory]
    [InlineData("v0")]
    [InlineData("elsewhere")]
    public async Task A_wrong_base_path_points_to_the_address(string path)
    {
        using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Simulator.BaseAddress, path), ApiKey = Simulator.ApiKey });

        var post = await Assert.ThrowsAnyAsync<ApiErrorException>(
            () => hume.Tts.SynthesizeJsonAsync(new PostedTts { Utterances = [new() { Text = "a" }] }, cancellationToken: Patience));
        var get = await Assert.ThrowsAnyAsync<ApiErrorException>(() => hume.EmpathicVoice.Chats.ListChatEventsAsync("1").GetPageAsync(Patience));

        Assert.Contains("BaseAddress", post.Message, StringComparison.Ordinal);
        Assert.Contains("BaseAddress", get.Message, StringComparison.Ordinal);
    }
}
