using System.Text.Json.Nodes;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>The key of a custom language model, which clients send in session settings, is neither kept nor shown.</summary>
public sealed class SecretTests
{
    private const string Secret = "sk-do-not-keep-me";

    [Theory]
    [InlineData("query")]
    [InlineData("message")]
    [InlineData("control plane")]
    [InlineData("message with a mistake")]
    [InlineData("query with a mistake")]
    public async Task The_key_of_a_language_model_is_in_no_history_answer_or_log(string way)
    {
        using var log = new CapturedLog();
        await using var host = await HumeHost.StartServerAsync(log: log);
        var query = way.StartsWith("query", StringComparison.Ordinal) ? $"&session_settings[language_model_api_key]={Secret}" : "";
        var mistake = way.EndsWith("mistake", StringComparison.Ordinal);
        if (query.Length > 0 && mistake)
            query += "&session_settings[audio][sample_rate]=1";

        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true" + query);
        await using var _ = chat;
        var settings = $$"""{"type":"session_settings","language_model_api_key":{{(mistake ? $"[\"{Secret}\"]" : $"\"{Secret}\"")}}}""";
        if (way.StartsWith("message", StringComparison.Ordinal))
            await chat.SendAsync(settings);
        else if (way == "control plane")
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/v0/evi/chat/{metadata["chat_id"]}/send", settings)).Status);

        await chat.SayAsync("Hello");
        var seen = new List<JsonNode>(await chat.ReadUntilAsync("assistant_end"));
        await using var joined = await HumeSocket.OpenAsync(host, $"/v0/evi/chat/{metadata["chat_id"]}/connect");
        seen.AddRange(await joined.ReadUntilAsync("user_message"));
        seen.AddRange(await host.EventsAsync(metadata));

        Assert.Contains(seen, message => (string?)message["type"] == (mistake ? "error" : "session_settings"));
        Assert.DoesNotContain(seen, message => message.ToJsonString().Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }
}
