using System.Net;
using System.Net.Sockets;
using HumeGen.Server.Transport;
using HumeGen.Server.Webhooks;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.Webhooks;

/// <summary>The sending of webhooks, over a clock that jumps over the waits between attempts.</summary>
public sealed class WebhookSenderTests : IDisposable
{
    private const string Key = "the signing key";

    private readonly CancellationTokenSource _stopping = new();
    private readonly CapturedLog _log = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_webhook_is_posted_as_json_with_the_time_and_a_signature()
    {
        await using var receiver = new Receiver();
        using var sender = Sender(receiver.Authority);

        Send(sender, receiver.Url, """{"event_name":"chat_started","text":"é"}""");

        var delivery = await receiver.NextAsync();
        Assert.Equal("POST /hook?token=hidden HTTP/1.1", delivery.RequestLine);
        Assert.Equal("application/json", delivery.Headers["Content-Type"]);
        Assert.Equal(ManualTime.Start.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), delivery.Timestamp);
        Assert.Equal("""{"event_name":"chat_started","text":"é"}""", delivery.Body);
        delivery.MustBeSignedWith(Key);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task What_fails_for_now_is_sent_again_with_growing_waits_and_a_new_signature(int status)
    {
        await using var receiver = new Receiver(status, status, status);
        using var sender = Sender(receiver.Authority);

        Send(sender, receiver.Url);
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        var times = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            var delivery = await receiver.NextAsync();
            delivery.MustBeSignedWith(Key);
            times.Add(long.Parse(delivery.Timestamp, System.Globalization.CultureInfo.InvariantCulture) - ManualTime.Start.ToUnixTimeSeconds());
        }

        Assert.Equal([0, 1, 3, 7], times);
        Assert.Equal(4, receiver.Count);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task A_webhook_is_given_up_after_five_attempts()
    {
        await using var receiver = new Receiver([.. Enumerable.Repeat(500, 20)]);
        using var sender = Sender(receiver.Authority);

        Send(sender, receiver.Url);
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(5, receiver.Count);
        Assert.Contains("after 5 attempts: the answer is status 500", Assert.Single(_log.Entries).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task What_the_receiver_refuses_is_not_sent_again(int status)
    {
        await using var receiver = new Receiver(status);
        using var sender = Sender(receiver.Authority);

        Send(sender, receiver.Url);
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, receiver.Count);
        var line = Assert.Single(_log.Entries).Text;
        Assert.Contains($"status {status}", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again()
    {
        using var port = new Socket(SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var authority = $"127.0.0.1:{((IPEndPoint)port.LocalEndPoint!).Port}";

        // The receiver begins to listen while the sender waits.
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new ManualTime(due =>
        {
            if (due == TimeSpan.FromSeconds(1))
            {
                port.Listen();
                listening.SetResult();
            }

            return due == TimeSpan.FromSeconds(1);
        });
        using var sender = new WebhookSender(new AllowedAddresses([authority]), Key, clock, Logger(), _stopping.Token);

        Send(sender, $"http://{authority}/hook");

        await listening.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var connection = await port.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await _stopping.CancelAsync();
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT/")]
    [InlineData("http://localhost:PORT/")]
    [InlineData("http://[::ffff:127.0.0.1]:PORT/")]
    [InlineData("http://trap.example:PORT/")]
    public async Task An_address_that_is_not_allowed_is_never_dialled(string url)
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        var addresses = new AllowedAddresses([$"*:{trap.Address.Port}"], (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        using var sender = new WebhookSender(addresses, Key, ManualTime.JumpingOverWaits(), Logger(), _stopping.Token);

        Send(sender, url.Replace("PORT", trap.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, trap.Connections);
        Assert.Contains("AllowedAddresses", Assert.Single(_log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_of_one_lane_keep_their_order_when_the_first_has_to_be_sent_again()
    {
        await using var receiver = new Receiver(500, 500);
        using var sender = Sender(receiver.Authority);

        Send(sender, receiver.Url, "1");
        Send(sender, receiver.Url, "2");
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["1", "1", "1", "2"], new[] { await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync() }.Select(delivery => delivery.Body));
    }

    [Fact]
    public async Task More_than_a_thousand_that_wait_are_dropped_and_the_log_says_so()
    {
        await using var receiver = new RawServer(static connection => connection.HangAsync());
        using var sender = Sender(receiver.Address.Authority);

        for (var i = 0; i < 1_003; i++)
            Send(sender, receiver.Address.ToString(), lane: $"lane {i}");

        Assert.Equal(3, _log.Entries.Count(entry => entry.Text.Contains("1000 others wait", StringComparison.Ordinal)));
        await _stopping.CancelAsync();
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_stop_ends_attempts_and_waits_and_nothing_is_sent_after_it()
    {
        await using var hanging = new RawServer(static connection => connection.HangAsync());
        await using var failing = new Receiver(500);
        var addresses = new AllowedAddresses([hanging.Address.Authority, failing.Authority]);
        using var sender = new WebhookSender(addresses, Key, new ManualTime(), Logger(), _stopping.Token);
        Send(sender, hanging.Address.ToString(), lane: "hanging");
        Send(sender, failing.Url, lane: "failing");
        await failing.NextAsync();

        await _stopping.CancelAsync();
        Send(sender, failing.Url, lane: "late");
        await sender.FinishAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, failing.Count);
    }

    private WebhookSender Sender(string authority) =>
        new(new AllowedAddresses([authority]), Key, ManualTime.JumpingOverWaits(), Logger(), _stopping.Token);

    private ILogger Logger() => _log.CreateLogger("webhooks");

    private static void Send(WebhookSender sender, string url, string body = "{}", string lane = "lane") =>
        sender.Send(url, lane, _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(System.Text.Encoding.UTF8.GetBytes(body)));
}
