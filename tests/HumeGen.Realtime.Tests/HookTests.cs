using System.Collections.Concurrent;
using System.Text;

namespace HumeGen.Tests;

/// <summary>Hooks of a client and its connections.</summary>
public sealed class HookTests : RealtimeTest
{
    [Fact]
    public async Task Every_message_in_and_out_is_seen_with_its_connection()
    {
        var all = new ConcurrentQueue<(long Connection, string Line)>();
        var own = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendFrameAsync(Frame.Text, """{"type":"heard","""u8.ToArray(), final: false);
            await w.SendFrameAsync(0, "\"text\":\"parts\"}"u8.ToArray());
            await w.SendFrameAsync(Frame.Bytes, new byte[] { 0, 255, 7 });
            await w.SendTextAsync("no json");
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address, o => o.OnMessage = m => all.Enqueue((m.ConnectionId, Line(m))));
        await using var first = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), new RealtimeOptions { OnMessage = m => own.Enqueue(Line(m)) }), binary: true));
        await using var second = Watch(new TestConnection(await pipeline.ConnectAsync(Request()), binary: true));

        foreach (var connection in (TestConnection[])[first, second])
        {
            await connection.SendAsync(new Say("go"));
            for (var i = 0; i < 3; i++)
                await NextAsync(connection);
        }

        string[] expected =
        [
            """Sent text {"type":"say","text":"go"}""",
            """Received text {"type":"heard","text":"parts"}""",
            "Received binary 00FF07",
            "Received text no json",
        ];
        Assert.NotEqual(first.ConnectionId, second.ConnectionId);
        Assert.Equal(expected, all.Where(m => m.Connection == first.ConnectionId).Select(m => m.Line));
        Assert.Equal(expected, all.Where(m => m.Connection == second.ConnectionId).Select(m => m.Line));
        Assert.Equal(expected, own);

        static string Line(RealtimeMessage m)
        {
            Assert.Equal("/v0/evi/chat", m.PathTemplate);
            Assert.Equal(
                $"{m.Direction} {m.Data.Length} bytes of {(m.IsBinary ? "binary" : "text")} on connection {m.ConnectionId} to /v0/evi/chat",
                m.ToString());
            return $"{m.Direction} {(m.IsBinary ? "binary " + Convert.ToHexString(m.Data.Span) : "text " + Encoding.UTF8.GetString(m.Data.Span))}";
        }
    }

    [Fact]
    public async Task A_message_that_lacks_something_arrives_where_a_hook_sees_that()
    {
        var missing = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("""{"type":"sound"}""");
            await w.SendTextAsync("""{"type":"sound","seq":"x"}""");
            await w.SendTextAsync("""{"type":"sound","data":"AAA="}""");
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address, o => o.OnMissing = m =>
        {
            missing.Enqueue($"{m.Count}: {m}");
            if (m.Count == 1)
                throw new InvalidTimeZoneException();
        });
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request())));
        var failed = new TaskCompletionSource<Exception>();
        connection.HandlerFailed += (_, e) => failed.TrySetResult(e);
        await connection.SendAsync(new Say("go"));

        var first = Assert.IsType<Sound>(await NextAsync(connection));
        Assert.Equal((0L, 0), (first.Seq, first.Data.Length));
        Assert.IsNotType<Sound>(await NextAsync(connection));
        Assert.Equal(2, Assert.IsType<Sound>(await NextAsync(connection)).Data.Length);

        Assert.Equal(["2: GET /v0/evi/chat lacked Sound.seq, Sound.data", "1: GET /v0/evi/chat lacked Sound.seq"], missing);
        Assert.IsType<InvalidTimeZoneException>(await failed.Task.WaitAsync(Guard));
    }

    [Fact]
    public async Task Bytes_and_plain_text_are_seen_as_they_go_out()
    {
        await using var server = await EchoServer.StartAsync();
        var seen = new ConcurrentQueue<string>();
        using var pipeline = Pipeline(server.Address);
        var options = new RealtimeOptions
        {
            OnMessage = m => seen.Enqueue($"{m.Direction} {(m.IsBinary ? Convert.ToHexString(m.Data.Span) : Encoding.UTF8.GetString(m.Data.Span))}"),
        };
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), options), binary: true, text: true));

        await connection.SendAsync(new Raw(new byte[] { 1, 255 }));
        Assert.Equal([1, 255], Assert.IsType<Binary>(await NextAsync(connection)).Bytes.ToArray());
        await connection.SendAsync(new Plain("grüß dich"));
        Assert.Equal(new Plain("grüß dich"), await NextAsync(connection));

        Assert.Equal(["Sent 01FF", "Received 01FF", "Sent grüß dich", "Received grüß dich"], seen);
    }

    [Fact]
    public async Task A_hook_that_throws_is_told_of_and_harms_nobody()
    {
        await using var server = await EchoServer.StartAsync();
        var seen = new ConcurrentQueue<RealtimeDirection>();
        var failed = new ConcurrentQueue<Exception>();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pipeline = Pipeline(server.Address, o => o.OnMessage = m => throw new InvalidOperationException($"hook {m.Direction}"));
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), new RealtimeOptions { OnMessage = m => seen.Enqueue(m.Direction) })));
        connection.HandlerFailed += (_, e) =>
        {
            failed.Enqueue(e);
            if (failed.Count == 2)
                both.SetResult();
        };

        await connection.SendAsync(new Sound(1, new byte[3]));

        Assert.IsType<Sound>(await NextAsync(connection));
        await both.Task.WaitAsync(Guard);
        Assert.Equal(["hook Sent", "hook Received"], failed.Select(e => e.Message));
        Assert.Equal([RealtimeDirection.Sent, RealtimeDirection.Received], seen);
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    public async Task The_opening_request_is_seen_and_takes_headers_along()
    {
        var seen = new ConcurrentQueue<string>();
        var opened = new TaskCompletionSource<string>();
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await w.AnswerAsync("503 Busy", "busy", "Connection: close\r\n");
                return;
            }

            opened.SetResult(await w.OpenAsync());
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address, o =>
        {
            o.OnRequest = a => a.SetHeader("X-Trace", $"t{a.Number}");
            o.OnResponse = a => seen.Enqueue(a.ToString());
        });

        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request())));

        Assert.Contains("X-Trace: t2", (await opened.Task.WaitAsync(Guard)).Split("\r\n"));
        Assert.Equal(["GET /v0/evi/chat (attempt 1): 503", "GET /v0/evi/chat (attempt 2): 101"], seen);
    }
}
