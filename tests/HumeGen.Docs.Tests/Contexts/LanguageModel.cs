Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
const string key = "the-key";
var chatClient = new Parrot();
await using var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Build();

// The block.

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();
using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
using var content = new StringContent("""{"messages":[{"role":"user","content":"Hello!"}]}""");
using var response = await client.PostAsync(app.Urls.Single() + "/chat/completions", content);
var text = await response.Content.ReadAsStringAsync();
Console.WriteLine(text.Contains("\"content\":\"Hello!\"") && text.EndsWith("data: [DONE]\n\n"));

internal sealed class Parrot : Microsoft.Extensions.AI.IChatClient
{
    public async IAsyncEnumerable<Microsoft.Extensions.AI.ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages,
        Microsoft.Extensions.AI.ChatOptions? options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new(Microsoft.Extensions.AI.ChatRole.Assistant, messages.Last().Text);
    }

    public Task<Microsoft.Extensions.AI.ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey) => null;

    public void Dispose()
    {
    }
}

// Prints:
// True
