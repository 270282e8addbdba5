using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace HumeGen.Tests;

/// <summary>Faults before a connection is open.</summary>
public sealed class ConnectFaultTests : RealtimeTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#name-does-not-resolve")]
    public async Task A_name_that_does_not_resolve_is_a_connection_error()
    {
        using var pipeline = Pipeline(new Uri("https://no-such-host.invalid"), o => o.MaxRetries = 1);
        var request = Request();
        request.AddQuery("config_id", "canary-config");

        var error = await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(request));

        Assert.Equal(ApiConnectionError.Dns, error.Kind);
        Assert.Contains("2 attempts", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-config", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#connection-refused")]
    public async Task A_refused_connection_is_a_connection_error()
    {
        using var pipeline = Pipeline(new Uri($"http://127.0.0.1:{FreePort()}"), o => o.MaxRetries = 2);

        var error = await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(ApiConnectionError.Refused, error.Kind);
        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#connect-attempt-unanswered")]
    public async Task Connecting_to_a_silent_address_ends_in_time()
    {
        // A listener whose queue is full drops what asks to connect.
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var fillers = Enumerable.Range(0, 8).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();
        foreach (var filler in fillers)
            Assert.Throws<SocketException>(() => filler.Connect(IPAddress.Loopback, port));

        var time = new ManualTime();
        using var pipeline = Pipeline(new Uri($"http://127.0.0.1:{port}"), o => (o.MaxRetries, o.TimeProvider) = (0, time));
        var connecting = pipeline.ConnectAsync(Request());
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(connecting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = await FailsAsync<ApiTimeoutException>(connecting);
        Assert.Equal((ApiTimeoutKind.Connect, TimeSpan.FromSeconds(10)), (error.Kind, error.Timeout));
        fillers.ForEach(f => f.Dispose());
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#untrusted-certificate")]
    public async Task An_untrusted_certificate_is_a_connection_error()
    {
        using var key = RSA.Create(2048);
        var certificateRequest = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = certificateRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        await using var app = builder.Build();
        var requests = 0;
        app.Run(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        using var pipeline = Pipeline(new Uri(app.Urls.Single()));

        var error = await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(ApiConnectionError.Tls, error.Kind);
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, requests);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-401")]
    public async Task An_upgrade_refused_with_401_is_an_authentication_error()
    {
        await using var server = new WireServer(w => w.AnswerAsync(
            "401 Unauthorized", """{"code":"E0301","message":"no"}""", "X-Request-Id: r-77\r\nContent-Type: application/json\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(("r-77", new TestCode("E0301"), "/v0/evi/chat"), (error.RequestId, error.ErrorCode, error.PathTemplate));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-401")]
    public async Task An_upgrade_refused_with_401_asks_for_one_more_token()
    {
        var requests = new List<string>();
        await using var server = new WireServer(async w =>
        {
            while (true)
            {
                requests.Add(await w.ReadRequestAsync());
                await w.SendAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        });
        var asked = 0;
        using var pipeline = Pipeline(server.Address, o => o.Credential = ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-number-{++asked}"))));

        await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(2, asked);
        Assert.Equal(2, requests.Count);
        Assert.Contains("Authorization: Bearer token-number-2", requests[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-403")]
    public async Task An_upgrade_refused_with_403_is_a_permission_error()
    {
        await using var server = new WireServer(w => w.AnswerAsync("403 Forbidden"));
        using var pipeline = Pipeline(server.Address);

        await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-404")]
    public async Task An_upgrade_refused_with_404_is_a_not_found_error()
    {
        await using var server = new WireServer(w => w.AnswerAsync(
            "404 Not Found", """{"code":"E0709","message":"config not found"}""", "Content-Type: application/json\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(new TestCode("E0709"), error.ErrorCode);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task An_upgrade_refused_with_429_waits_as_the_server_says()
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await w.AnswerAsync("429 Too Many Requests", headers: "Retry-After: 7\r\nConnection: close\r\n");
                return;
            }

            await w.OpenAsync();
            await w.AnswerCloseAsync();
        });
        var time = new ManualTime(static due => due == TimeSpan.FromSeconds(7));
        using var pipeline = Pipeline(server.Address, o => o.TimeProvider = time);

        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request()).WaitAsync(Guard)));

        Assert.Equal(TimeSpan.FromSeconds(7), time.Elapsed);
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task An_upgrade_refused_with_429_fails_without_time_to_wait()
    {
        await using var server = new WireServer(w => w.AnswerAsync("429 Too Many Requests", headers: "Retry-After: 3600\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-5xx")]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task An_upgrade_refused_with_5xx_is_tried_again(int status)
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number <= 2)
            {
                await w.AnswerAsync($"{status} Trouble", "<html>", "Connection: close\r\n");
                return;
            }

            await w.OpenAsync();
            await w.AnswerCloseAsync();
        });

        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(3, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-5xx")]
    public async Task An_upgrade_refused_with_5xx_fails_after_the_last_attempt()
    {
        await using var server = new WireServer(w => w.AnswerAsync("503 Service Unavailable", headers: "Connection: close\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request(), new RealtimeOptions { MaxRetries = 1 }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-answered-with-a-page")]
    public async Task An_upgrade_answered_with_a_page_is_an_error()
    {
        await using var server = new WireServer(w => w.AnswerAsync("200 OK", "<html>Sign in</html>", "Content-Type: text/html\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiResponseException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Contains("no WebSocket server", error.Message, StringComparison.Ordinal);
        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#upgrade-answered-with-a-redirect")]
    [InlineData("ws")]
    [InlineData("http")]
    public async Task An_upgrade_answered_with_a_redirect_is_not_followed(string scheme)
    {
        await using var other = new WireServer(w => w.OpenAsync());
        var target = $"{scheme}://127.0.0.1:{other.Address.Port}/v0/evi/chat?secret=1";
        await using var server = new WireServer(w => w.AnswerAsync("302 Found", headers: $"Location: {target}\r\n"));
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(HttpStatusCode.Found, error.StatusCode);
        Assert.Contains("redirects are not followed", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Connections, other.Connections));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-never-answered")]
    public async Task An_upgrade_without_an_answer_ends_in_time()
    {
        var time = new ManualTime();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await w.ReadRequestAsync();
                arrived.SetResult();
                await w.HangAsync();
            }

            await w.OpenAsync();
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address, o => o.TimeProvider = time);

        var connecting = pipeline.ConnectAsync(Request(), new RealtimeOptions { ConnectTimeout = TimeSpan.FromSeconds(4) });
        await arrived.Task.WaitAsync(Guard);
        time.Advance(TimeSpan.FromSeconds(4));

        await using var connection = Watch(new TestConnection(await connecting.WaitAsync(Guard)));
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#wrong-handshake-answer")]
    [InlineData("Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n", "Sec-WebSocket-Accept")]
    [InlineData("", "Sec-WebSocket-Accept")]
    [InlineData("Sec-WebSocket-Accept: *\r\nSec-WebSocket-Extensions: permessage-deflate\r\n", "extension")]
    [InlineData("Sec-WebSocket-Accept: *\r\nSec-WebSocket-Protocol: chat\r\n", "protocol")]
    public async Task A_wrong_answer_to_the_handshake_is_an_error(string headers, string named)
    {
        await using var server = new WireServer(async w =>
        {
            var accept = Wire.AcceptOf(await w.ReadRequestAsync());
            var own = headers.Replace("*", accept, StringComparison.Ordinal);
            await w.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{own}\r\n"));
            await w.SendTextAsync("""{"type":"heard","text":"never"}""");
            await w.HangAsync();
        });
        using var pipeline = Pipeline(server.Address);

        var error = await FailsAsync<ApiResponseException>(pipeline.ConnectAsync(Request()));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("voice.v1", "voice.v1", true)]
    [InlineData("voice.v2, voice.v1", "voice.v1", true)]
    [InlineData("voice.v2,voice.v1", "voice.v2", true)]
    [InlineData("voice.v1", "voice.v2", false)]
    [InlineData("voice.v1", "Voice.v1", false)]
    [InlineData("voice.v2, voice.v1", "voice.v2, voice.v1", false)]
    [Trait("Fault", "docs/reliability.md#wrong-handshake-answer")]
    public async Task A_subprotocol_is_one_of_those_that_a_header_offers(string offered, string answered, bool isAccepted)
    {
        await using var server = new WireServer(async w =>
        {
            var accept = Wire.AcceptOf(await w.ReadRequestAsync());
            await w.SendAsync(System.Text.Encoding.ASCII.GetBytes(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {answered}\r\n\r\n"));
            await w.SendTextAsync("""{"type":"heard","text":"agreed"}""");
            await w.HangAsync();
        });
        using var pipeline = Pipeline(server.Address);
        var request = Request();
        request.AddHeader("Sec-WebSocket-Protocol", offered);

        var connecting = pipeline.ConnectAsync(request);

        if (!isAccepted)
        {
            Assert.Contains("protocol that was not asked for", (await FailsAsync<ApiResponseException>(connecting)).Message, StringComparison.Ordinal);
            return;
        }

        await using var connection = Watch(new TestConnection(await connecting.WaitAsync(Guard)));
        Assert.Equal(new Heard("agreed"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#wrong-handshake-answer")]
    public async Task Another_protocol_than_the_requested_one_is_an_error()
    {
        await using var server = new WireServer(async w =>
        {
            await w.ReadRequestAsync();
            await w.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"u8.ToArray());
        });
        using var pipeline = Pipeline(server.Address);

        Assert.Contains("does not name", (await FailsAsync<ApiResponseException>(pipeline.ConnectAsync(Request()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#connect-cancelled")]
    public async Task Cancelling_before_the_connection_opens_ends_connecting()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.ReadRequestAsync();
            arrived.SetResult();
            await Assert.ThrowsAnyAsync<IOException>(w.ReadFrameAsync);
            left.SetResult();
        });
        using var pipeline = Pipeline(server.Address);
        using var cancel = new CancellationTokenSource();

        var connecting = pipeline.ConnectAsync(Request(), cancellationToken: cancel.Token);
        await arrived.Task.WaitAsync(Guard);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(Guard));
        Assert.Equal(cancel.Token, error.CancellationToken);

        // The connection does not linger.
        await left.Task.WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#connect-token-cancelled-later")]
    public async Task Cancelling_after_the_connection_opened_has_no_effect()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            var said = await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("""{"type":"heard","text":"still here"}""");
            await w.AnswerCloseAsync();
        });
        using var pipeline = Pipeline(server.Address);
        using var cancel = new CancellationTokenSource();
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), cancellationToken: cancel.Token).WaitAsync(Guard)));

        await cancel.CancelAsync();
        await connection.SendAsync(new Say("hello"));

        Assert.Equal(new Heard("still here"), await NextAsync(connection));
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Disposing_the_pipeline_ends_connecting()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.ReadRequestAsync();
            arrived.TrySetResult();
            await w.HangAsync();
        });
        var pipeline = Pipeline(server.Address);
        var connecting = pipeline.ConnectAsync(Request());
        await arrived.Task.WaitAsync(Guard);

        pipeline.Dispose();

        await FailsAsync<ObjectDisposedException>(connecting);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#proxy-refuses")]
    public async Task A_refusal_of_the_proxy_is_a_connection_error()
    {
        await using var proxy = new WireServer(w => w.AnswerAsync("407 Proxy Authentication Required"));
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Proxy = new WebProxy(proxy.Address) { Credentials = new NetworkCredential("user", Key) },
            UseProxy = true,
        };
        using var pipeline = Pipeline(new Uri("https://api.example.test"), o => o.HttpMessageHandler = handler);

        var error = await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(Request()));

        Assert.Equal(ApiConnectionError.Proxy, error.Kind);
    }

    [Fact]
    public async Task A_token_provider_that_hangs_is_bounded()
    {
        var time = new ManualTime();
        using var pipeline = Pipeline(new Uri("https://api.example.test"), o =>
        {
            o.TimeProvider = time;
            o.Credential = ApiCredential.FromTokenProvider(static _ => new(new TaskCompletionSource<ApiAccessToken>().Task));
        });

        var connecting = pipeline.ConnectAsync(Request());
        await AdvanceUntilAsync(time, connecting);

        Assert.Contains("token provider", (await FailsAsync<ApiTimeoutException>(connecting)).Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
