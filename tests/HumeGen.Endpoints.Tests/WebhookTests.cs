using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Hume.AspNetCore.Tests;

public sealed class WebhookTests
{
    private const string Key = "the-signing-key";
    private const string Started = """
        {"event_name":"chat_started","chat_group_id":"g","chat_id":"c-1","chat_start_type":"new_chat_group","start_time":1725000000004}
        """;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<IWebhookEvent> _handled = new();

    [Fact]
    public async Task A_signed_webhook_reaches_the_handler_as_its_event()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(app, Started));

        Assert.Equal("c-1", Assert.IsType<WebhookEventChatStarted>(Assert.Single(_handled)).ChatId);
    }

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("signing-key\n", "white space")]
    public void A_key_that_cannot_be_Humes_is_refused(string key, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new WebhookVerifier(key)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_signature_is_that_of_a_known_example()
    {
        // Computed with openssl: printf '%s' '{}.1764504000' | openssl dgst -sha256 -hmac key
        var verifier = new WebhookVerifier("key", timeProvider: new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_764_504_000)));

        var read = verifier.Verify("{}"u8.ToArray(), "1764504000", "52d2066331c6dea5bfc5e0a49a69f0151aa93a44717ab3b0753fc9c42a680232");

        Assert.IsType<UnknownWebhookEvent>(read);
    }

    [Fact]
    public async Task A_kind_of_event_that_is_newer_than_the_client_reaches_the_handler()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(app, """{"event_name":"chat_paused"}"""));

        Assert.Equal("chat_paused", Assert.IsType<UnknownWebhookEvent>(Assert.Single(_handled)).EventName);
    }

    [Theory]
    [InlineData("another key", Started, null)]
    [InlineData(Key, """{"event_name":"chat_started"}""", null)]
    [InlineData(Key, Started, "1764504001")]
    [InlineData(Key, Started, "")]
    public async Task A_webhook_that_is_forged_or_altered_is_refused(string key, string signed, string? timestamp)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Started, Sign(signed, Now, key), timestamp));

        Assert.Empty(_handled);
    }

    [Theory]
    [InlineData(-181, HttpStatusCode.Unauthorized)]
    [InlineData(-180, HttpStatusCode.OK)]
    [InlineData(180, HttpStatusCode.OK)]
    [InlineData(181, HttpStatusCode.Unauthorized)]
    public async Task A_timestamp_may_differ_by_180_seconds(int seconds, HttpStatusCode expected)
    {
        await using var app = await StartAsync();
        var timestamp = (_clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);

        Assert.Equal(expected, await SendAsync(app, Started, Sign(Started, timestamp), timestamp));
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public async Task A_timestamp_that_is_no_number_is_refused(string timestamp)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Started, Sign(Started, timestamp), timestamp));
    }

    [Fact]
    public async Task A_webhook_is_handled_once()
    {
        await using var app = await StartAsync();
        var signature = Sign(Started, Now);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(app, Started, signature, Now));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Started, signature, Now));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Started, signature.ToUpperInvariant(), Now));

        Assert.Single(_handled);
    }

    [Fact]
    public async Task A_webhook_from_ahead_cannot_be_repeated_while_its_timestamp_is_good()
    {
        await using var app = await StartAsync();
        var ahead = (_clock.GetUtcNow().ToUnixTimeSeconds() + 180).ToString(CultureInfo.InvariantCulture);
        var signature = Sign(Started, ahead);
        await SendAsync(app, Started, signature, ahead);

        _clock.Advance(TimeSpan.FromSeconds(360));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app, Started, signature, ahead));
        Assert.Single(_handled);
    }

    [Fact]
    public async Task A_webhook_whose_handler_failed_may_come_again()
    {
        var fails = true;
        await using var app = await StartAsync(e => fails ? throw new InvalidOperationException("The database is away.") : Task.CompletedTask);
        var signature = Sign(Started, Now);

        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(app, Started, signature, Now));
        fails = false;
        Assert.Equal(HttpStatusCode.OK, await SendAsync(app, Started, signature, Now));
    }

    [Theory]
    [InlineData("not JSON", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("""{"event_name":"chat_started","chat_group_id":"cut \ud83d","chat_id":"c-1"}""", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_event_is_a_bad_request(string body, HttpStatusCode expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, await SendAsync(app, body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_refused_with_and_without_its_length(bool chunked)
    {
        await using var app = await StartAsync();
        var body = new string(' ', 2_000);
        using var request = Request(body, Sign(body, Now), Now);
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("1000 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_says_why_and_does_not_give_the_signature_away()
    {
        await using var app = await StartAsync();
        using var request = Request(Started, "00", Now);

        using var response = await app.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("signature", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sign(Started, Now), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text + app.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_key_is_an_error_at_once(string key) => Assert.Throws<ArgumentException>(() => new WebhookVerifier(key));

    private string Now => _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private Task<TestApp> StartAsync(Func<IWebhookEvent, Task>? handler = null) => TestApp.StartAsync(app => app.MapHumeWebhook(
        "/hook",
        new() { SigningKey = Key, MaxBodyBytes = 1_000, TimeProvider = _clock },
        (webhook, _) =>
        {
            _handled.Enqueue(webhook);
            return handler?.Invoke(webhook) ?? Task.CompletedTask;
        }));

    private async Task<HttpStatusCode> SendAsync(TestApp app, string body, string? signature = null, string? timestamp = null)
    {
        using var request = Request(body, signature ?? Sign(body, Now), timestamp ?? Now);
        using var response = await app.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(string body, string signature, string timestamp)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Hume-AI-Webhook-Signature", signature);
        if (timestamp.Length > 0)
            request.Headers.Add("X-Hume-AI-Webhook-Timestamp", timestamp);
        return request;
    }

    private static string Sign(string body, string timestamp, string key = Key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{body}.{timestamp}")));
}
