using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatLifeTests
{
    private const string Hello = """{"type":"user_input","text":"Hello"}""";

    [Theory]
    [InlineData("not JSON", "E0100")]
    [InlineData("""{"type":"user_input","text":"a","text":"b"}""", "E0100")]
    [InlineData("[]", "E0101")]
    [InlineData("{}", "E0101")]
    [InlineData("""{"type":"dance"}""", "E0101")]
    [InlineData("""{"type":"user_input"}""", "E0101")]
    [InlineData("""{"type":"user_input","text":null}""", "E0101")]
    [InlineData("""{"type":"user_input","text":"a","colour":"red"}""", "E0101")]
    public async Task What_the_channel_does_not_take_is_an_error_and_the_chat_goes_on(string message, string code)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        await chat.SendAsync(message);
        var error = await chat.ReadAsync("error");
        await chat.SendAsync(Hello);

        Assert.Equal((code, (string?)metadata["request_id"]), ((string?)error["code"], (string?)error["request_id"]));
        Assert.NotEmpty((string)error["slug"]!);
        Assert.NotEmpty((string)error["message"]!);
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task A_binary_message_that_is_neither_audio_nor_json_is_an_error()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        await chat.SendAsync([1, 2, 3], System.Net.WebSockets.WebSocketMessageType.Binary);

        Assert.Equal("E0202", (string?)(await chat.ReadAsync("error"))["code"]);
    }

    [Fact]
    public async Task Ten_equal_errors_in_a_row_close_the_connection()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        for (var i = 0; i < 10; i++)
            await chat.SendAsync("""{"type":"dance"}""");

        Assert.Equal(10, (await chat.ReadToCloseAsync(1008)).Count);
        Assert.Equal("ERROR", (string?)(await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Ok()["status"]);
    }

    [Fact]
    public async Task Errors_that_differ_or_have_something_good_between_them_close_nothing()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        for (var i = 0; i < 27; i++)
        {
            await chat.SendAsync(i % 9 == 0 ? """{"type":"pause_assistant_message"}""" : """{"type":"dance"}""");
            await chat.SendAsync(i % 9 == 4 ? """{"type":"sing"}""" : """{"type":"dance"}""");
        }

        await chat.SendAsync(Hello);
        var messages = await chat.ReadUntilAsync("user_message");
        Assert.All(messages.SkipLast(1), message => Assert.Equal("error", (string?)message["type"]));
    }

    [Fact]
    public async Task A_chat_can_go_on_in_its_group()
    {
        await using var hume = await Hume.StartAsync();
        var config = (await hume.PostAsync("/v0/evi/configs", """{"name":"c","evi_version":"3"}""")).Json["id"];
        var (first, before) = await Wire.OpenChatAsync(hume, $"?config_id={config}");
        await first.CloseAsync();
        await first.DisposeAsync();
        var group = (string)before["chat_group_id"]!;

        var (second, after) = await Wire.OpenChatAsync(hume, $"?resumed_chat_group_id={group}");
        await second.CloseAsync();
        await second.DisposeAsync();
        var (third, _) = await Wire.OpenChatAsync(hume, $"?resumed_chat_group_id={group}&config_id={config}");
        await third.CloseAsync();
        await third.DisposeAsync();

        Assert.Equal(group, (string?)after["chat_group_id"]);
        Assert.NotEqual((string?)before["chat_id"], (string?)after["chat_id"]);
        var chats = (await hume.GetAsync($"/v0/evi/chat_groups/{group}")).Ok()["chats_page"]!.AsArray();
        Assert.Equal(3, chats.Count);
        Assert.All(chats, chat => Assert.Equal((string?)config, (string?)chat!["config"]!["id"]));
    }

    [Fact]
    public async Task What_cannot_be_resumed_is_told_with_an_error_and_a_close()
    {
        await using var hume = await Hume.StartAsync();
        var config = (await hume.PostAsync("/v0/evi/configs", """{"name":"c","evi_version":"3"}""")).Json["id"];
        var (active, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = active;
        var (over, old) = await Wire.OpenChatAsync(hume);
        await over.CloseAsync();
        await over.DisposeAsync();

        foreach (var (query, code) in new[]
        {
            ("?resumed_chat_group_id=795c949a-1510-4a80-9646-7d0863b023ab", "E0708"),
            ($"?resumed_chat_group_id={metadata["chat_group_id"]}", "E0717"),
            ($"?resumed_chat_group_id={old["chat_group_id"]}&config_id={config}", "E0710"),
        })
        {
            await using var wire = await Wire.OpenAsync(hume, "/v0/evi/chat" + query);
            Assert.Equal(code, (string?)Assert.Single(await wire.ReadToCloseAsync(1008))["code"]);
        }
    }

    [Fact]
    public async Task A_config_can_greet()
    {
        await using var hume = await Hume.StartAsync();
        var config = await ConfigAsync(hume, """ "event_messages":{"on_new_chat":{"enabled":true,"text":"Good morning!"}} """);
        var (chat, _) = await Wire.OpenChatAsync(hume, $"?config_id={config}");
        await using var __ = chat;

        var greeting = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("Good morning!", (string?)greeting[0]["message"]!["content"]);
    }

    [Fact]
    public async Task A_user_who_stays_silent_is_hung_up_on()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;
        time.Advance(TimeSpan.FromSeconds(119));
        await chat.SendAsync(Hello);
        await chat.ReadUntilAsync("assistant_end");
        time.Advance(TimeSpan.FromSeconds(119));
        await chat.SendAsync(Hello);
        await chat.ReadUntilAsync("assistant_end");

        time.Advance(TimeSpan.FromSeconds(120));

        var error = Assert.Single(await chat.ReadToCloseAsync(1000));
        Assert.Equal(("error", "E0714", "inactivity_timeout"), ((string?)error["type"], (string?)error["code"], (string?)error["slug"]));
        Assert.Equal("INACTIVITY_TIMEOUT", await StatusAsync(hume, metadata));
    }

    [Fact]
    public async Task Sound_without_speech_does_not_keep_a_chat_alive()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var config = await ConfigAsync(hume, """ "timeouts":{"inactivity":{"enabled":true,"duration_secs":30}} """);
        var (chat, _) = await Wire.OpenChatAsync(hume, $"?config_id={config}");
        await using var __ = chat;
        time.Advance(TimeSpan.FromSeconds(20));
        await chat.SendAudioAsync([.. Wav.Tone(0.001), .. Sound.Silence(500)]);
        await chat.SendAsync("no JSON");
        await chat.ReadAsync("error");

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("E0714", (string?)Assert.Single(await chat.ReadToCloseAsync(1000))["code"]);
    }

    [Fact]
    public async Task A_chat_that_has_lasted_as_long_as_it_may_says_goodbye_and_ends()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var config = await ConfigAsync(hume, """
            "timeouts":{"inactivity":{"enabled":false},"max_duration":{"enabled":true,"duration_secs":60}},
            "event_messages":{"on_max_duration_timeout":{"enabled":true,"text":"Time is up."}}
            """);
        var (chat, metadata) = await Wire.OpenChatAsync(hume, $"?config_id={config}");
        await using var _ = chat;
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await chat.SendAsync(Hello);
            await chat.ReadUntilAsync("assistant_end");
        }

        time.Advance(TimeSpan.FromSeconds(10));
        var last = await chat.ReadToCloseAsync(1000);

        Assert.Equal("Time is up.", (string?)last[0]["message"]!["content"]);
        Assert.Equal(["assistant_end", "error"], last.TakeLast(2).Select(message => (string?)message["type"]));
        Assert.Equal("E0715", (string?)last[^1]["code"]);
        Assert.Equal("MAX_DURATION_TIMEOUT", await StatusAsync(hume, metadata));
    }

    private static async Task<string?> ConfigAsync(Hume hume, string members) =>
        (string?)(await hume.PostAsync("/v0/evi/configs", $$"""{"name":"c","evi_version":"3",{{members}}}""")).Json["id"];

    private static async Task<string?> StatusAsync(Hume hume, JsonNode metadata) =>
        (string?)(await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Ok()["status"];
}
