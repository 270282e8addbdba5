namespace HumeGen.Tests;

/// <summary>Frames of text on a channel that has messages of plain text.</summary>
public sealed class PlainTextTests : RealtimeTest
{
    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("grüß dich 😀")]
    [InlineData("true")]
    [InlineData("42")]
    [InlineData("\"quoted\"")]
    [InlineData("[DONE]")]
    [InlineData("""{"type":"heard","text":""")]
    [InlineData("""{"type":"heard","text":"x"} {}""")]
    public async Task What_is_no_message_of_JSON_is_text(string text) => Assert.Equal(new Plain(text), await ReceiveAsync(text, json: true));

    [Fact]
    public async Task Messages_of_JSON_keep_their_types() => Assert.Equal(new Heard("x"), await ReceiveAsync("""{"type":"heard","text":"x"}""", json: true));

    [Theory]
    [InlineData("""{"type":"new"}""")]
    [InlineData("[1]")]
    public async Task An_object_or_a_list_that_is_not_known_is_the_unknown(string text)
    {
        var unknown = Assert.IsType<Unknown>(await ReceiveAsync(text, json: true));

        Assert.Equal(text, unknown.Json.GetRawText());
        Assert.Null(unknown.Error);
    }

    [Fact]
    public async Task A_message_of_JSON_that_does_not_fit_is_the_unknown_with_the_reason() =>
        Assert.Contains("\"text\" of Heard is missing", Assert.IsType<Unknown>(await ReceiveAsync("""{"type":"heard"}""", json: true)).Error!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"type":"heard","text":"x"}""")]
    [InlineData("[1]")]
    public async Task Without_messages_of_JSON_every_text_is_text(string text) => Assert.Equal(new Plain(text), await ReceiveAsync(text, json: false));

    private async Task<IReceived> ReceiveAsync(string text, bool json)
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync(text);
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address);
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request()), text: true, json: json));
        return await NextAsync(connection);
    }
}
