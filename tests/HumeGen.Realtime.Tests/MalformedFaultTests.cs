using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>A server sends more than can be read, or more than is allowed.</summary>
public sealed class MalformedFaultTests : RealtimeTest
{
    [Theory]
    [Trait("Fault", "docs/reliability.md#malformed-json")]
    [InlineData("no json")]
    [InlineData("""{"type":"heard"}""")]
    public async Task Too_many_malformed_messages_in_a_minute_end_the_connection(string text)
    {
        var time = new FakeTimeProvider();
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            var frame = await w.ReadFrameAsync();
            for (; frame.Opcode == Frame.Text; frame = await w.ReadFrameAsync())
                await w.SendTextAsync(text);
            told.SetResult(frame.Code);
            await w.SendTextAsync(text);
            await w.SendCloseAsync(1002, "an answer is no reason");
        });
        await using var connection = await ConnectAsync(
            server.Address, new RealtimeOptions { MaxMalformedPerMinute = 3, KeepAliveTimeout = Timeout.InfiniteTimeSpan }, time);

        for (var minute = 0; minute < 3; minute++)
        {
            for (var i = 0; i < 3; i++)
                await ExchangeAsync();
            Assert.Equal(RealtimeState.Open, connection.State);
            time.Advance(TimeSpan.FromSeconds(60));
        }

        for (var i = 0; i < 3; i++)
            await ExchangeAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        await ExchangeAsync();

        var error = await ReadFailsAsync(connection);
        Assert.Equal((RealtimeEnd.TooManyMalformed, 1007, ""), (error.Close.End, error.Close.Code, error.Close.Reason));
        Assert.Contains("MaxMalformedPerMinute", error.Message, StringComparison.Ordinal);
        Assert.IsType<ApiClientException>(error.InnerException);
        Assert.Equal(1007, await told.Task.WaitAsync(Guard));
        Assert.Equal(1, server.Connections);

        async Task ExchangeAsync()
        {
            await connection.SendAsync(new Say("go"));
            Assert.NotNull(Assert.IsType<Unknown>(await NextAsync(connection)).Error);
        }
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#malformed-json")]
    public async Task A_flood_of_malformed_messages_is_not_worked_off()
    {
        var seen = 0;
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            var frame = Wire.Encode(Frame.Text, "no json"u8);
            var all = Enumerable.Repeat(frame, 20_000).SelectMany(f => f).ToArray();
            await w.SendAsync(all);
            await w.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { OnMessage = _ => seen++ });

        var close = (await ReadFailsAsync(connection)).Close;

        Assert.Equal((RealtimeEnd.TooManyMalformed, 1007), (close.End, close.Code));
        Assert.Equal(1001, seen);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#message-too-big")]
    [InlineData("invalid UTF-8")]
    [InlineData("another close")]
    [InlineData("broken frame")]
    [InlineData("reset")]
    [InlineData("nothing")]
    public async Task Nothing_that_follows_changes_the_end_by_a_message_too_big(string then)
    {
        var time = new FakeTimeProvider();
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();

            // A text of eight exabytes.
            byte[] header = [0x81, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
            var isEndless = then is "invalid UTF-8" or "reset" or "nothing";
            if (isEndless)
                await w.SendAsync((byte[])[.. header, .. Enumerable.Repeat((byte)'x', 2000)]);
            else
                await w.SendTextAsync(new string('x', 2000));
            told.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
            if (then == "invalid UTF-8")
                await w.SendAsync(Enumerable.Repeat((byte)0xFF, 2000).ToArray());
            else if (then == "another close")
                await w.SendCloseAsync(4321, "something else");
            else if (then == "broken frame")
                await w.SendFrameAsync(3, "?"u8.ToArray(), reserved: 5);
            else if (then == "reset")
                w.Reset();
            else
                await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { MaxMessageBytes = 1000 }, time);
        Assert.Equal(1009, await told.Task.WaitAsync(Guard));

        await AdvanceUntilAsync(time, connection.Closed);

        var close = (await ReadFailsAsync(connection)).Close;
        Assert.Equal((RealtimeEnd.MessageTooBig, 1009, ""), (close.End, close.Code, close.Reason));
        Assert.Contains("MaxMessageBytes", close.Exception!.Message, StringComparison.Ordinal);
        Assert.Contains("MaxMessageBytes", close.ToString(), StringComparison.Ordinal);
    }
}
