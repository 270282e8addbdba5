using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Spectre.Console;

namespace Webhooks;

/// <summary>Sends what someone could who has no key, and shows the answers.</summary>
internal static class Forgeries
{
    public static async Task TryAsync(Uri address, RecordedWebhook genuine, string signingKey)
    {
        using var http = new HttpClient();
        var table = new Table().AddColumn(new TableColumn("webhook").NoWrap()).AddColumns("answer", "reason").RoundedBorder();
        var now = DateTimeOffset.UtcNow;

        await SendAsync("the same once more", genuine);
        await SendAsync("another body, the same signature", genuine with { Body = Encoding.UTF8.GetBytes("""{"event_name":"chat_ended"}""") });
        await SendAsync("signed with another key", Signed(genuine.Body, now, "a guess"));
        await SendAsync("without a signature", genuine with { Signature = "" });
        await SendAsync("signed well, an hour ago", Signed(genuine.Body, now.AddHours(-1), signingKey));
        // This is none: a sender that got no answer sends the event again, with a new signature.
        await SendAsync("the same event, signed well and anew", Signed(genuine.Body, now.AddSeconds(1), signingKey));
        AnsiConsole.Write(table);

        async Task SendAsync(string name, RecordedWebhook webhook)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(webhook.Body) };
            request.Headers.Add(WebhookVerifier.TimestampHeader, webhook.Timestamp);
            request.Headers.Add(WebhookVerifier.SignatureHeader, webhook.Signature);
            using var response = await http.SendAsync(request);
            var problem = await response.Content.ReadAsStringAsync();
            var reason = problem.Length > 0 ? (string?)JsonNode.Parse(problem)?["detail"] : "taken, and known already";
            table.AddRow(name, $"{(int)response.StatusCode}", Markup.Escape(reason ?? ""));
        }
    }

    private static RecordedWebhook Signed(byte[] body, DateTimeOffset time, string key)
    {
        var timestamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. body, .. Encoding.UTF8.GetBytes($".{timestamp}")];
        return new(body, timestamp, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed)));
    }
}
