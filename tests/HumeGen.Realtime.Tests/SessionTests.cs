using System.Collections.Concurrent;

namespace HumeGen.Tests;

/// <summary>Connections without faults.</summary>
public sealed class SessionTests : RealtimeTest
{
    [Fact]
    public async Task Audio_goes_out_as_base64_and_comes_in_as_bytes()
    {
        await using var server = await EchoServer.StartAsync();
        await using var connection = await ConnectAsync(server.Address);
        var pcm = new byte[200_000];
        Random.Shared.NextBytes(pcm);

        foreach (var size in (int[])[0, 1, 2, 3, 3_200, 200_000, 3_200])
        {
            await connection.SendAsync(new Sound(size, pcm.AsMemory(0, size)));
            var sound = Assert.IsType<Sound>(await NextAsync(connection));
            Assert.True(sound.Data.Span.SequenceEqual(pcm.AsSpan(0, size)));
        }
    }

    [Fact]
    public async Task The_opening_request_is_what_the_request_says()
    {
        var seen = new TaskCompletionSource<string>();
        await using var server = new WireServer(async w =>
        {
            seen.SetResult(await w.OpenAsync());
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(new Uri(server.Address, "/gateway"), o => o.UserAgent = "Tests/1.0");
        var request = new RealtimeRequest("wss://stream.example.test/v0/evi", "/chat/{chat_id}/connect");
        request.AddPath("chat_id", "a/b ?c");
        request.AddQuery("config_id", "x&y");
        request.AddQuery("event_limit", 5);
        request.AddQuery("verbose_transcription", true);
        request.AddQuery("resumed_chat_group_id", (string?)null);
        request.AddQueryObject("session_settings", new Sound(7, default));
        request.AddHeader("X-Trace", "t1");
        var options = new RealtimeOptions
        {
            Headers = new Dictionary<string, string> { ["X-Extra"] = "e1" },
            Query = new Dictionary<string, string> { ["event_limit"] = "9" },
        };

        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(request, options)));

        var lines = (await seen.Task).Split("\r\n");
        Assert.Equal(
            "GET /gateway/v0/evi/chat/a%2Fb%20%3Fc/connect?config_id=x%26y&verbose_transcription=true"
            + "&session_settings%5Btype%5D=sound&session_settings%5Bseq%5D=7&session_settings%5Bdata%5D=&event_limit=9 HTTP/1.1",
            lines[0]);
        Assert.Contains($"X-Hume-Api-Key: {Key}", lines);
        Assert.Contains("X-Trace: t1", lines);
        Assert.Contains("X-Extra: e1", lines);
        Assert.Contains("Upgrade: websocket", lines);
        Assert.Contains("Connection: Upgrade", lines);
        Assert.Contains("Sec-WebSocket-Version: 13", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
        Assert.Single(lines, l => l.StartsWith("User-Agent: HumeGen/", StringComparison.Ordinal) && l.EndsWith(" Tests/1.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_goes_into_a_header_and_is_asked_for_on_every_connect()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            seen.Enqueue(await w.OpenAsync());
            await w.SendTextAsync("""{"type":"heard","text":"seen"}""");
            await w.AnswerCloseAsync();
        });
        var asked = 0;
        using var pipeline = Pipeline(server.Address, o => o.Credential = ApiCredential.FromTokenProvider(
            _ => new(new ApiAccessToken($"token-number-{++asked}", DateTimeOffset.UtcNow))));

        for (var i = 1; i <= 2; i++)
        {
            await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request())));
            await NextAsync(connection);
            Assert.True(seen.TryDequeue(out var request));
            Assert.Contains($"Authorization: Bearer token-number-{i}\r\n", request, StringComparison.Ordinal);
            Assert.DoesNotContain("access_token", request, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_credential_goes_into_the_address_when_asked_to(bool token)
    {
        const string Token = "token/4f+1c";
        var seen = new TaskCompletionSource<string>();
        await using var server = new WireServer(async w =>
        {
            seen.SetResult(await w.OpenAsync());
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address, o => o.Credential = token ? ApiCredential.FromAccessToken(Token) : null);
        var request = Request();
        request.AddQuery("config_id", "c1");

        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(request, new RealtimeOptions { CredentialInQuery = true })));

        var text = await seen.Task;
        Assert.Contains(token ? "?config_id=c1&access_token=token%2F4f%2B1c HTTP" : $"?config_id=c1&api_key={Key} HTTP", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", text, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Hume-Api-Key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_in_the_address_stays_out_of_errors()
    {
        await using var server = new WireServer(w => w.AnswerAsync("500 Trouble", $"you sent api_key={Key}"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request(), new RealtimeOptions { CredentialInQuery = true, MaxRetries = 0 }));

        Assert.Contains("api_key=[redacted]", error.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_takes_no_key_in_its_address_says_so()
    {
        using var pipeline = Pipeline(new Uri("http://127.0.0.1:1"));
        var request = new RealtimeRequest("wss://stream.example.test/v0/evi", "/chat/{chat_id}/connect") { AccessTokenQuery = "access_token" };
        request.AddPath("chat_id", "c1");

        var error = await FailsAsync<InvalidOperationException>(pipeline.ConnectAsync(request, new RealtimeOptions { CredentialInQuery = true }));

        Assert.Contains("takes no API key in its address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_another_address_the_servers_own_is_used()
    {
        var settings = PipelineSettings.From(Description, new ApiClientOptions { ApiKey = Key });

        Assert.Equal("wss://stream.example.test/v0/evi/chat", Request().BuildUri(settings, null).AbsoluteUri);
    }

    [Theory]
    [InlineData("https://gateway.example/hume", "wss://gateway.example/hume/v0/evi/chat")]
    [InlineData("https://gateway.example:8443", "wss://gateway.example:8443/v0/evi/chat")]
    [InlineData("http://localhost:5005/", "ws://localhost:5005/v0/evi/chat")]
    public void Another_address_takes_the_place_of_the_servers_host(string address, string expected)
    {
        var settings = PipelineSettings.From(Description, new ApiClientOptions { ApiKey = Key, BaseAddress = new Uri(address) });

        Assert.Equal(expected, Request().BuildUri(settings, null).AbsoluteUri);
    }

    [Theory]
    [InlineData("https://api.example.test/v0")]
    [InlineData("wss://user:pass@api.example.test/v0")]
    [InlineData("wss://api.example.test/v0?x=1")]
    [InlineData("v0/evi")]
    [InlineData("//evil.example/v0")]
    public void A_server_address_that_is_no_plain_wss_address_is_refused(string server) =>
        Assert.Contains("wss", Assert.Throws<ArgumentException>(() => new RealtimeRequest(server, "/chat")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_with_their_name()
    {
        using var pipeline = Pipeline(new Uri("http://127.0.0.1:1"));
        (string Name, RealtimeOptions Options)[] wrong =
        [
            ("ConnectTimeout", new() { ConnectTimeout = TimeSpan.Zero }),
            ("SendTimeout", new() { SendTimeout = TimeSpan.FromDays(30) }),
            ("CloseTimeout", new() { CloseTimeout = Timeout.InfiniteTimeSpan }),
            ("IdleTimeout", new() { IdleTimeout = TimeSpan.FromSeconds(-2) }),
            ("KeepAliveInterval", new() { KeepAliveInterval = TimeSpan.Zero }),
            ("KeepAliveTimeout", new() { KeepAliveTimeout = TimeSpan.Zero }),
            ("MaxMessageBytes", new() { MaxMessageBytes = 0 }),
            ("SendQueueSize", new() { SendQueueSize = 0 }),
            ("ReceiveQueueSize", new() { ReceiveQueueSize = -1 }),
            ("MaxRetries", new() { MaxRetries = -1 }),
        ];

        foreach (var (name, options) in wrong)
            Assert.Contains(name, (await FailsAsync<ArgumentException>(pipeline.ConnectAsync(Request(), options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_fails_alone()
    {
        await using var server = await EchoServer.StartAsync();
        await using var connection = await ConnectAsync(server.Address);

        var before = connection.SendAsync(new Sound(1, default)).AsTask();
        var broken = connection.SendAsync(new Unwritable()).AsTask();
        var after = connection.SendAsync(new Sound(2, default)).AsTask();

        Assert.Equal("no such number", (await FailsAsync<InvalidOperationException>(broken)).Message);
        await Task.WhenAll(before, after).WaitAsync(Guard);
        Assert.Equal(1, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
        Assert.Equal(2, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
    }

    [Fact]
    public async Task States_are_told_once_each_and_in_order()
    {
        await using var server = await EchoServer.StartAsync();
        var connection = await ConnectAsync(server.Address);
        var states = new ConcurrentQueue<RealtimeState>();
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.StateChanged += (sender, state) =>
        {
            Assert.Same(connection, sender);
            states.Enqueue(state);
            if (state == RealtimeState.Closed)
                over.SetResult();
        };
        Assert.Equal(RealtimeState.Open, connection.State);

        await connection.DisposeAsync();

        await over.Task.WaitAsync(Guard);
        Assert.Equal([RealtimeState.Closing, RealtimeState.Closed], states);
    }

    [Fact]
    public async Task A_derived_class_can_keep_messages_from_the_queue()
    {
        await using var server = await EchoServer.StartAsync();
        await using var connection = await ConnectAsync(server.Address);
        var taken = new ConcurrentQueue<long>();
        connection.Taking = message =>
        {
            if (message is not Sound { Seq: var seq } || seq % 2 != 0)
                return false;
            taken.Enqueue(seq);
            return true;
        };

        for (var i = 0; i < 6; i++)
            await connection.SendAsync(new Sound(i, default));

        foreach (var odd in (long[])[1, 3, 5])
            Assert.Equal(odd, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
        Assert.Equal([0, 2, 4], taken);
    }

    [Fact]
    public async Task Nothing_waits_for_the_callers_synchronization_context()
    {
        await using var server = await EchoServer.StartAsync();
        var pipeline = Pipeline(server.Address);

        // A context that never runs anything, with a caller that blocks: what a window does that waits in the wrong way.
        var done = Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            var connection = new TestConnection(pipeline.ConnectAsync(Request()).GetAwaiter().GetResult());
            connection.SendAsync(new Sound(1, default)).AsTask().GetAwaiter().GetResult();
            var reading = connection.ReadAllAsync().GetAsyncEnumerator();
            Assert.True(reading.MoveNextAsync().AsTask().GetAwaiter().GetResult());
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });

        await done.WaitAsync(Guard);
    }

    [Fact]
    public async Task A_connection_outlives_the_pipeline_that_made_it()
    {
        await using var server = await EchoServer.StartAsync();
        var pipeline = Pipeline(server.Address);
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request())));

        pipeline.Dispose();

        await connection.SendAsync(new Sound(1, default));
        Assert.Equal(1, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
        await FailsAsync<ObjectDisposedException>(pipeline.ConnectAsync(Request()));
    }

    [Fact]
    public async Task A_socket_makes_one_connection_only()
    {
        await using var server = await EchoServer.StartAsync();
        var socket = await Pipeline(server.Address).ConnectAsync(Request());
        await using var connection = Watch(new TestConnection(socket));

        Assert.Throws<InvalidOperationException>(() => new TestConnection(socket));
    }

    [Fact]
    public void Options_show_no_secret()
    {
        var secret = new Dictionary<string, string> { ["X-Hume-Api-Key"] = Key };
        var options = new RealtimeOptions { Headers = secret, Query = secret };

        Assert.DoesNotContain(Key, options.ToString(), StringComparison.Ordinal);
    }

    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
