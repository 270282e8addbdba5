using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace HumeGen.Server.Tests.Transport;

/// <summary>Limits of all that a request could multiply, in an application too.</summary>
public sealed class LimitTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task A_body_over_the_limit_is_413_however_its_length_is_told(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form, new() { RequestBodyBytes = 1000 });
        var body = $$"""{"name":"n","text":"{{new string('x', 2000)}}"}""";

        var told = await hume.SendAsync(HttpMethod.Post, "/v0/evi/prompts", body);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v0/evi/prompts") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        using var response = await hume.Http.SendAsync(chunked);
        var untold = await Reply.OfAsync(response);

        Assert.Equal((413, "payload_too_large"), (told.Status, (string?)told.Json["error"]));
        Assert.Equal((413, "payload_too_large"), (untold.Status, (string?)untold.Json["error"]));
    }

    [Fact]
    public async Task The_limit_of_a_body_counts_where_the_application_has_a_lower_one()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server, new() { RequestBodyBytes = 40 << 20, StoredBytes = 200 << 20 });

        var answer = await hume.SendAsync(HttpMethod.Post, "/v0/evi/prompts", $$"""{"name":"n","text":"{{new string('x', 35 << 20)}}"}""");

        Assert.Equal(201, answer.Status);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task A_body_that_trickles_is_given_up(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form);
        using var slow = await SendAsync(hume, $"POST /v0/evi/prompts HTTP/1.1\r\nHost: a\r\nX-Hume-Api-Key: {HumeHost.Key}\r\nContent-Length: 1000000\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408", await FirstLineAsync(slow), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task Headers_and_queries_have_a_size(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form);
        using var headers = await SendAsync(hume, $"GET /v0/evi/tools HTTP/1.1\r\nHost: a\r\nX-Long: {new string('x', 64 << 10)}\r\n\r\n");
        using var query = await SendAsync(hume, $"GET /v0/evi/tools?name={new string('x', 64 << 10)} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", await FirstLineAsync(headers), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await FirstLineAsync(query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, 400)]
    [InlineData(100_000, 400)]
    public async Task Json_has_a_depth(int depth, int status)
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth);

        var body = await hume.SendAsync(HttpMethod.Post, "/v0/evi/configs", $$"""{"evi_version":"3","name":"n","voice":{{deep}} }""");
        await using var chat = await HumeSocket.OpenAsync(hume, "/v0/evi/chat");
        await chat.ReadAsync();
        await chat.SendAsync($$"""{"type":"session_settings","metadata":{{deep}} }""");
        var message = await chat.ReadAsync();

        Assert.Equal((status, "E0100"), (body.Status, (string?)body.Json["code"]));
        Assert.Equal(("error", "E0100"), ((string?)message!["type"], (string?)message["code"]));
    }

    [Fact]
    public async Task A_form_has_a_number_of_parts_and_their_headers_a_size()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);
        using var many = new MultipartFormDataContent();
        for (var i = 0; i < 1001; i++)
            many.Add(new ByteArrayContent([1]), "file", $"{i}.wav");
        using var wide = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", new string('w', 40_000) } };

        using var first = await hume.Http.PostAsync("/v0/batch/jobs", many);
        using var second = await hume.Http.PostAsync("/v0/batch/jobs", wide);

        Assert.Equal((422, 422), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Contains("more than 1000 parts", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("The form cannot be read", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task Sockets_of_the_key_have_a_number_and_those_of_strangers_take_none_of_it(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form, new() { Sockets = 2 });
        Assert.Equal(401, await HumeSocket.RefusalAsync(hume, "/v0/stream/models"));
        Assert.Equal(401, await HumeSocket.RefusalAsync(hume, "/v0/stream/models"));
        var token = await hume.TokenAsync();
        await using var first = await HumeSocket.OpenAsync(hume, "/v0/stream/models");
        await using var second = await HumeSocket.OpenAsync(hume, $"/v0/stream/models?access_token={token}");

        Assert.Equal(429, await HumeSocket.RefusalAsync(hume, "/v0/stream/models", ("X-Hume-Api-Key", HumeHost.Key)));

        await first.Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            try
            {
                await using var third = await HumeSocket.OpenAsync(hume, "/v0/stream/models");
                return;
            }
            catch (WebSocketException)
            {
                // The place is free once the server has seen the close.
                await Task.Delay(5, bound.Token);
            }
        }
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task A_socket_that_never_speaks_is_closed(Served form)
    {
        var time = new ManualTime();
        await using var hume = await HumeHost.StartAsync(form, new() { SocketSilenceSeconds = 50 }, time);
        await using var speech = await HumeSocket.OpenAsync(hume, "/v0/tts/stream/input");
        await using var half = await HumeSocket.OpenAsync(hume, "/v0/tts/stream/input");
        await half.Client.SendAsync(Encoding.UTF8.GetBytes("{\"text\":\""), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);

        using var bound = new CancellationTokenSource(Bound);
        var closes = Task.WhenAll(speech.ReadToCloseAsync(1000), half.ReadToCloseAsync(1000));
        while (!closes.IsCompleted)
        {
            // The timer is set only once the server has accepted.
            time.Advance(TimeSpan.FromSeconds(51));
            await Task.WhenAny(closes, Task.Delay(20, bound.Token));
            bound.Token.ThrowIfCancellationRequested();
        }

        await closes;
        Assert.Equal("No message came for 50 seconds.", speech.Client.CloseStatusDescription);
    }

    [Fact]
    public async Task A_socket_that_speaks_now_and_then_stays_open()
    {
        var time = new ManualTime();
        await using var hume = await HumeHost.StartAsync(Served.Server, new() { SocketSilenceSeconds = 50 }, time);
        await using var stream = await HumeSocket.OpenAsync(hume, "/v0/stream/models");

        for (var i = 0; i < 5; i++)
        {
            await stream.SendAsync("""{"data":"Hello","raw_text":true,"models":{"language":{}}}""");
            Assert.NotNull((await stream.ReadAsync())!["language"]);
            time.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal(WebSocketState.Open, stream.Client.State);
    }

    private static async Task<TcpClient> SendAsync(HumeHost hume, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(hume.Address.Host, hume.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        return client;
    }

    private static Task<string?> FirstLineAsync(TcpClient client) => new StreamReader(client.GetStream()).ReadLineAsync().WaitAsync(Bound);
}
