using System.Text;

namespace HumeGen.Tests;

/// <summary>Faults of what a server sends.</summary>
public sealed class ReceiveFaultTests : RealtimeTest
{
    private const string Good = """{"type":"heard","text":"good"}""";

    // Ends, beginnings and middles of characters of two, three and four bytes.
    private const string Spoken = "Grüße aus 東京 – 😀!";

    public static TheoryData<string, string> BrokenTexts => new()
    {
        { "malformed", "{\"type\":\"heard\",\"text\":}" },
        { "no JSON", "hello" },
        { "empty", "" },
        { "truncated", "{\"type\":\"heard\",\"text\":\"goo" },
        { "byte order mark", "\uFEFF{\"type\":\"heard\",\"text\":\"x\"}" },
        { "NaN", "{\"type\":\"sound\",\"seq\":NaN,\"data\":\"\"}" },
        { "depth", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) },
        { "more after the end", "{\"type\":\"heard\",\"text\":\"x\"} {}" },
        { "missing required field", "{\"type\":\"heard\"}" },
        { "field of another kind", "{\"type\":\"heard\",\"text\":5}" },
        { "bad base64", "{\"type\":\"sound\",\"seq\":1,\"data\":\"*not base64*\"}" },
    };

    [Theory]
    [Trait("Fault", "docs/reliability.md#message-in-fragments")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10_000)]
    public async Task A_message_in_fragments_is_one_message(int count)
    {
        var text = new string('x', 20_000);
        var payload = Encoding.UTF8.GetBytes($$"""{"type":"heard","text":"{{text}}"}""");
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendFragmentsAsync(w, payload, (payload.Length + count - 1) / count);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard(text), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#fragments-inside-a-character")]
    public async Task Fragments_of_one_byte_may_split_a_character()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendFragmentsAsync(w, Encoding.UTF8.GetBytes($$"""{"type":"heard","text":"{{Spoken}}"}"""), 1);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard(Spoken), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#control-frames-between-fragments")]
    public async Task Ping_and_pong_may_come_between_fragments()
    {
        var answer = new TaskCompletionSource<Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            var payload = Encoding.UTF8.GetBytes(Good);
            await w.SendFrameAsync(Frame.Text, payload.AsMemory(0, 5), final: false);
            await w.SendFrameAsync(Frame.Ping, "are you there?"u8.ToArray());
            await w.SendFrameAsync(Frame.Pong, "unasked"u8.ToArray());
            await w.SendFrameAsync(0, payload.AsMemory(5));
            answer.SetResult(await w.ReadFrameAsync(Frame.Pong));
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("good"), await NextAsync(connection));
        Assert.Equal("are you there?", (await answer.Task.WaitAsync(Guard)).Message);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#message-too-big")]
    public async Task A_message_over_the_limit_closes_with_1009()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync(Good);
            await w.SendTextAsync(new string('x', 100_001));
            told.SetResult((await w.AnswerCloseAsync()).Code);
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { MaxMessageBytes = 100_000 });

        Assert.Equal(new Heard("good"), await NextAsync(connection));
        var close = (await ReadFailsAsync(connection)).Close;
        Assert.Equal((RealtimeEnd.MessageTooBig, 1009), (close.End, close.Code));
        Assert.Contains("MaxMessageBytes", close.ToString(), StringComparison.Ordinal);
        Assert.Equal(1009, await told.Task.WaitAsync(Guard));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#message-too-big")]
    public async Task A_message_of_exactly_the_limit_is_read()
    {
        var text = $$"""{"type":"heard","text":"{{new string('x', 10_000)}}"}""";
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync(text);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { MaxMessageBytes = text.Length });

        Assert.Equal(10_000, Assert.IsType<Heard>(await NextAsync(connection)).Text.Length);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#message-too-big")]
    public async Task Endless_fragments_close_with_1009()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Text, "{"u8.ToArray(), final: false);
            var spaces = Enumerable.Repeat((byte)' ', 4096).ToArray();
            var closing = w.ReadFrameAsync(Frame.Close);
            while (!closing.IsCompleted)
                await w.SendFrameAsync(0, spaces, final: false);
            told.SetResult((await closing).Code);
            await w.SendFrameAsync(Frame.Close, (await closing).Payload);
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { MaxMessageBytes = 1_000_000 });

        Assert.Equal(RealtimeEnd.MessageTooBig, (await ReadFailsAsync(connection)).Close.End);
        Assert.Equal(1009, await told.Task.WaitAsync(Guard));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#malformed-json")]
    [Trait("Fault", "docs/reliability.md#unusual-json")]
    [Trait("Fault", "docs/reliability.md#wrong-fields")]
    [Trait("Fault", "docs/reliability.md#bad-or-huge-audio-data")]
    [MemberData(nameof(BrokenTexts))]
    public async Task An_unreadable_message_is_an_item_and_the_session_goes_on(string what, string text)
    {
        Assert.NotEmpty(what);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync(text);
            await w.SendTextAsync(Good);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);
        var reported = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ProtocolError += (_, error) => reported.TrySetResult(error);
        await connection.SendAsync(new Say("go"));

        var item = Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal(text, Encoding.UTF8.GetString(item.Raw.Span));
        Assert.IsAssignableFrom<System.Text.Json.JsonException>(item.Error);
        Assert.Same(item.Error, await reported.Task.WaitAsync(Guard));
        Assert.Equal(new Heard("good"), await NextAsync(connection));
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#unusual-json")]
    public async Task The_last_of_equal_keys_counts()
    {
        await using var server = Sending("""{"type":"heard","text":"first","text":"last"}""");
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("last"), await NextAsync(connection));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#unknown-type")]
    [Trait("Fault", "docs/reliability.md#type-missing-or-out-of-place")]
    [InlineData("""{"type":"brand_new","x":{"y":[1,2]}}""")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""["no","object"]""")]
    [InlineData("17")]
    public async Task A_message_of_an_unknown_or_missing_type_is_an_unknown_item(string text)
    {
        await using var server = Sending(text);
        await using var connection = await ConnectAsync(server.Address);

        var item = Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal(text, item.Json.GetRawText());
        Assert.Null(item.Error);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#extra-fields-and-unknown-values")]
    public async Task Extra_fields_are_kept()
    {
        await using var server = Sending("""{"new":{"a":1},"type":"heard","text":"good","newer":[2]}""");
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("good"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#type-missing-or-out-of-place")]
    public async Task The_type_may_come_last()
    {
        await using var server = Sending("""{"text":"good","inner":{"type":"sound"},"type":"heard"}""");
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("good"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#bad-or-huge-audio-data")]
    public async Task Huge_data_is_read()
    {
        var data = new byte[3_000_000];
        Random.Shared.NextBytes(data);
        await using var server = Sending($$"""{"type":"sound","seq":1,"data":"{{Convert.ToBase64String(data)}}"}""");
        await using var connection = await ConnectAsync(server.Address);

        var sound = Assert.IsType<Sound>(await NextAsync(connection));
        Assert.True(sound.Data.Span.SequenceEqual(data));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#invalid-utf-8")]
    public async Task Invalid_utf8_closes_with_1007()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Text, Encoding.Latin1.GetBytes("{\"type\":\"heard\",\"text\":\"\u00C3(\"}"));
            told.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
        });
        await using var connection = await ConnectAsync(server.Address);

        var close = (await ReadFailsAsync(connection)).Close;
        Assert.Equal((RealtimeEnd.ProtocolError, 1007), (close.End, close.Code));
        Assert.Equal(1007, await told.Task.WaitAsync(Guard));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#frame-of-the-other-kind")]
    public async Task Binary_in_place_of_text_is_an_item()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Bytes, (byte[])[1, 2, 3]);
            await w.SendTextAsync(Good);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);

        var item = Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal([1, 2, 3], item.Raw.ToArray());
        Assert.Contains("3 bytes of binary data", item.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(new Heard("good"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#frame-of-the-other-kind")]
    public async Task Text_and_binary_are_read_on_a_channel_that_has_both()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Bytes, Encoding.UTF8.GetBytes(Good));
            await w.SendTextAsync(Good);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address, binary: true);

        Assert.Equal(Good, Encoding.UTF8.GetString(Assert.IsType<Binary>(await NextAsync(connection)).Bytes.Span));
        Assert.Equal(new Heard("good"), await NextAsync(connection));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#broken-framing")]
    [InlineData("reserved bit", 1, true, 4, false)]
    [InlineData("another reserved bit", 1, true, 1, false)]
    [InlineData("unknown opcode", 3, true, 0, false)]
    [InlineData("unknown control opcode", 11, true, 0, false)]
    [InlineData("masked frame of a server", 1, true, 0, true)]
    [InlineData("continuation of nothing", 0, true, 0, false)]
    [InlineData("control frame in fragments", 9, false, 0, false)]
    public async Task Broken_framing_closes_with_1002(string what, int opcode, bool final, int reserved, bool masked)
    {
        Assert.NotEmpty(what);
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync(Good);
            await w.SendFrameAsync(opcode, Encoding.UTF8.GetBytes(Good), final, reserved, masked);
            told.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("good"), await NextAsync(connection));
        var error = await ReadFailsAsync(connection);
        Assert.Equal((RealtimeEnd.ProtocolError, 1002), (error.Close.End, error.Close.Code));
        Assert.NotNull(error.InnerException);
        Assert.Equal(1002, await told.Task.WaitAsync(Guard));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#broken-framing")]
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 0, 5 })]
    [InlineData(new byte[] { 3, 232, 0xC3, 0x28 })]
    public async Task A_broken_close_frame_closes_with_1002(byte[] payload)
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Close, payload);
            await w.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address);

        var close = (await ReadFailsAsync(connection)).Close;
        Assert.Equal((RealtimeEnd.ProtocolError, 1002), (close.End, close.Code));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#error-before-the-close")]
    public async Task An_error_before_the_close_is_an_item_and_the_reason()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"error","code":"E0716","message":"bad settings"}""");
            await w.SendCloseAsync(1008, "policy");
            await w.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Problem("E0716", "bad settings"), await NextAsync(connection));
        var error = await ReadFailsAsync(connection);
        Assert.Equal((RealtimeEnd.ClosedByServer, 1008, "policy"), (error.Close.End, error.Close.Code, error.Close.Reason));
        Assert.Equal(new TestCode("E0716"), error.Close.LastError?.ErrorCode);
        Assert.Equal(new TestCode("1008"), error.Close.CloseCode);
        Assert.Contains(new TestCode("1008").Meaning!, error.Message, StringComparison.Ordinal);
        Assert.Contains(new TestCode("E0716").Remedy!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#inactivity-or-longest-duration")]
    public async Task An_end_after_inactivity_has_the_servers_code()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"error","code":"E0714","message":"inactive"}""");
            await w.SendCloseAsync(1000, "inactivity");
            await w.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal([new Problem("E0714", "inactive")], await ReadToEndAsync(connection).WaitAsync(Guard));
        var close = await connection.Closed.WaitAsync(Guard);
        Assert.Equal((true, "inactivity"), (close.IsNormal, close.Reason));
        Assert.Equal(new TestCode("E0714"), close.LastError?.ErrorCode);
        Assert.Equal(1, server.Connections);
    }

    private static WireServer Sending(string text) => new(async w =>
    {
        await w.OpenAsync();
        await w.SendTextAsync(text);
        await w.AnswerCloseAsync();
    });

    private static async Task SendFragmentsAsync(Wire wire, byte[] payload, int size)
    {
        for (var at = 0; at < payload.Length; at += size)
        {
            var end = Math.Min(at + size, payload.Length);
            await wire.SendFrameAsync(at == 0 ? Frame.Text : 0, payload.AsMemory(at, end - at), final: end == payload.Length);
        }
    }
}
