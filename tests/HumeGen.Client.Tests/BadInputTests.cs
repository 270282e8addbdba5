using System.Net;
using System.Net.Sockets;
using System.Text;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Each mistake of a user gives a clear, typed error in time.</summary>
public class BadInputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PostedTts Empty = new() { Utterances = [new() { Text = "" }] };

    [Fact]
    public void A_missing_key_says_how_to_give_one()
    {
        var before = Environment.GetEnvironmentVariable("HUME_API_KEY");
        Environment.SetEnvironmentVariable("HUME_API_KEY", null);
        try
        {
            var error = Assert.Throws<InvalidOperationException>(() => new HumeClient());
            Assert.Contains("HumeClientOptions.ApiKey", error.Message, StringComparison.Ordinal);
            Assert.Contains("HUME_API_KEY", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HUME_API_KEY", before);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\r\nlines")]
    public void A_key_that_is_none_is_refused(string key)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new HumeClient(key));
        Assert.DoesNotContain("two", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_without_encryption_is_refused() =>
        Assert.Throws<ArgumentException>(() => new HumeClient(new HumeClientOptions { ApiKey = "k", BaseAddress = new Uri("http://hume.example.org") }));

    [Fact]
    public async Task An_empty_text_is_a_422_that_names_the_field()
    {
        const string Body = """{"detail":[{"loc":["body","utterances",0,"text"],"msg":"String should have at least 1 character","type":"string_too_short"}]}""";
        using var client = TestClient.Of(new Recorder(HttpStatusCode.UnprocessableEntity, Body));
        var error = await Assert.ThrowsAsync<HumeValidationException>(() => client.Tts.SynthesizeJsonAsync(Empty));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.StatusCode);
        Assert.Equal(["body", "utterances", "0", "text"], Assert.Single(error.Details).Location);
        Assert.Contains("text", error.Message, StringComparison.Ordinal);
        Assert.Contains("String should have at least 1 character", error.Message, StringComparison.Ordinal);
        Assert.Contains("POST /v0/tts", error.Message, StringComparison.Ordinal);
        Assert.Equal(("POST", "/v0/tts"), (error.Method!.Method, error.PathTemplate));
    }

    [Fact]
    public async Task A_422_of_a_stream_comes_with_its_first_item()
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.UnprocessableEntity, """{"detail":"text is empty"}"""));
        var error = await Assert.ThrowsAsync<HumeValidationException>(() => client.Tts.SynthesizeJsonStreamingAsync(Empty).ToListAsync());
        Assert.Contains("text is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named_before_anything_is_sent()
    {
        var path = Path.Combine(Path.GetTempPath(), "there-is-no-such-file.wav");
        var error = Assert.Throws<FileNotFoundException>(() => new BatchStartInferenceJobFromLocalFileRequest { File = [FilePart.FromFile(path)] });
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    public async Task An_id_that_is_none_is_refused_before_anything_is_sent(string id)
    {
        var recorder = new Recorder(HttpStatusCode.OK, "{}");
        using var client = TestClient.Of(recorder);
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.EmpathicVoice.Configs.DeleteConfigAsync(id));
        Assert.Contains("id", error.Message, StringComparison.Ordinal);
        Assert.Empty(recorder.Requests);
    }

    [Fact]
    public async Task A_missing_body_is_refused()
    {
        using var client = TestClient.Answering("{}");
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Tts.SynthesizeJsonAsync(null!));
    }

    [Fact]
    public async Task A_500_of_HTML_says_so_and_keeps_the_page_out_of_the_message()
    {
        var recorder = new Recorder(HttpStatusCode.InternalServerError, "<html><body><h1>Bad gateway</h1></body></html>", "text/html");
        using var client = TestClient.Of(recorder, ManualTime.JumpingOverWaits(), retries: 2);
        var error = await Assert.ThrowsAsync<HumeApiException>(() => client.Tts.SynthesizeJsonAsync(Empty));
        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        Assert.DoesNotContain("<h1>", error.Message, StringComparison.Ordinal);
        Assert.Contains("<h1>", error.Body, StringComparison.Ordinal);
        Assert.Single(recorder.Requests);

        // What only asks is asked again.
        await Assert.ThrowsAsync<HumeApiException>(() => client.EmpathicVoice.Chats.GetAudioAsync("c"));
        Assert.Equal(1 + 3, recorder.Requests.Count);
    }

    [Fact]
    public async Task A_200_of_HTML_is_no_result()
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, "<html>Please sign in</html>", "text/html"));
        await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeJsonAsync(Empty));
        await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeFileAsync(Empty));
        await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeJsonStreamingAsync(Empty).ToListAsync());
    }

    [Theory]
    [InlineData("""{"generations":[{"audio":"AAEC","dur""", "$.generations[0].audio")]
    [InlineData("""{"generations":[{"audio":7}]}""", "$.generations[0].audio")]
    [InlineData("""{"request_id":"r"}""", "$")]
    public async Task JSON_that_is_not_what_was_promised_is_told_by_its_place(string body, string path)
    {
        using var client = TestClient.Answering(body);
        var error = await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeJsonAsync(Empty));
        Assert.Equal(path, error.Path);
        Assert.Equal(1, error.Line);
        Assert.Contains("POST /v0/tts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_cut_short_is_no_result()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"generations\":[");
        using var client = new HumeClient(new HumeClientOptions { ApiKey = TestClient.ApiKey, BaseAddress = server.Address, MaxRetries = 0 });
        var error = await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeJsonAsync(Empty).WaitAsync(Patience));
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_is_no_file()
    {
        var target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: 500\r\n\r\nRIFF");
        using var client = new HumeClient(new HumeClientOptions { ApiKey = TestClient.ApiKey, BaseAddress = server.Address, MaxRetries = 0 });
        await using var response = await client.Tts.SynthesizeFileAsync(Empty).WaitAsync(Patience);
        await Assert.ThrowsAsync<ApiResponseException>(() => response.SaveAsync(target).WaitAsync(Patience));
        Assert.False(System.IO.File.Exists(target));
    }

    [Fact]
    public async Task A_server_that_hangs_ends_in_a_timeout()
    {
        var time = new ManualTime();
        var hanging = new Hanging();
        using var client = TestClient.Of(hanging, time);
        var call = client.Tts.SynthesizeJsonAsync(Empty, new ApiCallOptions { Timeout = TimeSpan.FromSeconds(7) });
        await hanging.Reached.WaitAsync(Patience);

        time.Advance(TimeSpan.FromSeconds(7));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => call.WaitAsync(Patience));
        Assert.Equal((ApiTimeoutKind.Total, TimeSpan.FromSeconds(7)), (error.Kind, error.Timeout));
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task A_call_can_be_cancelled_while_it_waits()
    {
        var hanging = new Hanging();
        using var client = TestClient.Of(hanging);
        using var stop = new CancellationTokenSource();
        var call = client.EmpathicVoice.Configs.DeleteConfigAsync("c", cancellationToken: stop.Token);
        await hanging.Reached.WaitAsync(Patience);
        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));
        Assert.Equal(stop.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_connection_error()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new HumeClient(new HumeClientOptions { ApiKey = TestClient.ApiKey, BaseAddress = new Uri($"http://127.0.0.1:{port}"), MaxRetries = 0 });
        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => client.Tts.SynthesizeJsonAsync(Empty).WaitAsync(Patience));
        Assert.Equal(ApiConnectionError.Refused, error.Kind);
        Assert.DoesNotContain(TestClient.ApiKey, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, typeof(HumeAuthenticationException))]
    [InlineData(403, typeof(HumePermissionException))]
    [InlineData(404, typeof(HumeNotFoundException))]
    [InlineData(422, typeof(HumeValidationException))]
    [InlineData(429, typeof(HumeRateLimitException))]
    [InlineData(418, typeof(HumeApiException))]
    public async Task Each_status_has_its_error(int status, Type type)
    {
        foreach (var call in OperationCase.All)
        {
            using var client = TestClient.Of(new Recorder((HttpStatusCode)status, """{"code":"E0300","message":"no credits"}"""));
            var error = (HumeApiException)await Assert.ThrowsAsync(type, () => call.Call(client));
            Assert.Equal("E0300", error.Code!.Value.Value);
            Assert.Equal((call.Method, call.Path), (error.Method!.Method, error.PathTemplate));
        }
    }

    /// <summary>Never answers.</summary>
    private sealed class Hanging : HttpMessageHandler
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
