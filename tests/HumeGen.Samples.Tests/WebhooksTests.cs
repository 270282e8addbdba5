using System.Text.RegularExpressions;

namespace HumeGen.Samples.Tests;

public sealed partial class WebhooksTests
{
    [Fact]
    public async Task Each_webhook_of_a_chat_is_dealt_with_and_forgeries_are_refused()
    {
        var run = (await SampleProgram.RunAsync("Webhooks")).Succeeded();

        Assert.Matches(@"(?m)^chat_started  [0-9a-f-]{36}, new_chat_group$", run.Output);
        Assert.Matches(@"(?m)^tool_call     get_weather_\w+\(\{""place"":""Oslo""\}\) is answered: Sunny and 20 degrees in Oslo\.$", run.Output);
        Assert.Matches(@"(?m)^EVI           .*Sunny and 20 degrees in Oslo\.", run.Output);
        Assert.Matches(@"(?m)^chat_ended    USER_ENDED; its history has [1-9]\d* messages$", run.Output);
        Assert.Equal(
            [
                ("the same once more", "401", "This webhook was accepted before."),
                ("another body, same signature", "401", "The signature does not belong to this body, timestamp and signing key."),
                ("signed with another key", "401", "The signature does not belong to this body, timestamp and signing key."),
                ("without a signature", "401", "The request needs the headers X-Hume-AI-Webhook-Timestamp and X-Hume-AI-Webhook-Signature."),
                ("signed well, an hour ago", "401", "The timestamp differs from the time of this server by more than 180 seconds."),
                ("the same event, signed anew", "200", "taken, and known already"),
            ],
            Row().Matches(run.Output).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value)));
        Assert.Single(Regex.Matches(run.Output, "(?m)^chat_started  has come before"));
        Assert.Empty(run.Files);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("ftp://me.example")]
    [InlineData("https://me.example", "https://you.example")]
    public async Task An_address_that_no_server_can_call_is_refused(params string[] arguments) =>
        Assert.StartsWith($"'{string.Join(' ', arguments)}' is not one address", (await SampleProgram.RunAsync("Webhooks", arguments)).Refused(), StringComparison.Ordinal);

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("Webhooks", environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = "http://127.0.0.1:9" });

        Assert.StartsWith("HUME_API_KEY is not set.", run.Refused(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?m)^[│|] (\S.*?) +[│|] (\d{3}) +[│|] (\S.*?) +[│|]$")]
    private static partial Regex Row();
}
