using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.SystemTests.Support;
using Xunit.Abstractions;

namespace HumeGen.SystemTests.Hearing;

/// <summary>Chats whose user speaks by flite.</summary>
public class SpokenChatTests(ITestOutputHelper output)
{
    private const double MostErrors = 0.15;

    [Fact]
    public async Task Everyday_sentences_are_understood()
    {
        var sentences = (await File.ReadAllLinesAsync(Repository.Find("tests", "system", "sentences.txt"))).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var rates = new List<double>();
        await using var server = await TalkingServer.StartAsync();
        foreach (var sentence in sentences)
        {
            using var chat = await SpokenChat.OpenAsync(server);
            var heard = string.Join(' ', Users(await chat.SayAsync(await Voice.SpeakAsync(sentence))));
            rates.Add(WordErrors.Rate(sentence, heard));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sentence} | {heard} | {rates[^1]:0.00} |"));
        }

        rates.Sort();
        var median = (rates[(rates.Count - 1) / 2] + rates[rates.Count / 2]) / 2;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {median:0.000}, mean {rates.Average():0.000}"));
        Assert.Equal(30, rates.Count);
        Assert.InRange(median, 0, MostErrors);
    }

    [Fact]
    public async Task A_sum_is_asked_aloud_and_answered_aloud()
    {
        await using var server = await TalkingServer.StartAsync();
        using var chat = await SpokenChat.OpenAsync(server);

        var messages = await chat.SayAsync(await Voice.SpeakAsync("How much is twenty five plus seventeen?"));

        Assert.Equal(["That is 42."], Texts(messages, "assistant_message"));
        Assert.Contains(messages, message => (string?)message["type"] == "audio_output");
    }

    [Fact]
    public async Task Words_are_interim_messages_before_the_turn_ends()
    {
        await using var server = await TalkingServer.StartAsync();
        using var chat = await SpokenChat.OpenAsync(server, "verbose_transcription=true");

        var messages = await chat.SayAsync(await Voice.SpeakAsync("My brother works in a hospital in Chicago."));

        var interim = messages.Where(message => (string?)message["type"] == "user_message" && (bool)message["interim"]!).Select(Content).ToList();
        Assert.Contains(interim, text => text.StartsWith("My brother works", StringComparison.Ordinal) && !text.EndsWith('.'));
        Assert.EndsWith("hospital in chicago.", Assert.Single(Users(messages)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Users(IEnumerable<JsonNode> messages) =>
        Texts(messages.Where(message => (string?)message["type"] == "user_message" && !(bool)message["interim"]!), "user_message");

    private static IEnumerable<string> Texts(IEnumerable<JsonNode> messages, string type) => messages.Where(message => (string?)message["type"] == type).Select(Content);

    private static string Content(JsonNode message) => ((string?)message["message"]!["content"])!.Trim();
}
