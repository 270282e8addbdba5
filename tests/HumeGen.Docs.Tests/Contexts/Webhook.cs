Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
const string signingKey = "the-signing-key";
await using var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Build();

// The block.

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();
const string body = """{"event_name":"chat_ended","chat_group_id":"g","chat_id":"c-1","duration_seconds":240,"end_reason":"USER_ENDED","end_time":1}""";
var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
var digest = System.Security.Cryptography.HMACSHA256.HashData(
    System.Text.Encoding.UTF8.GetBytes(signingKey), System.Text.Encoding.UTF8.GetBytes($"{body}.{timestamp}"));
using var client = new HttpClient();
foreach (var signature in new[] { Convert.ToHexString(digest), "00" })
{
    using var request = new HttpRequestMessage(HttpMethod.Post, app.Urls.Single() + "/hume/webhook") { Content = new StringContent(body) };
    request.Headers.Add("X-Hume-AI-Webhook-Timestamp", $"{timestamp}");
    request.Headers.Add("X-Hume-AI-Webhook-Signature", signature);
    using var response = await client.SendAsync(request);
    Console.WriteLine((int)response.StatusCode);
}

// Prints:
// Chat c-1 took 240 seconds.
// 200
// 401
