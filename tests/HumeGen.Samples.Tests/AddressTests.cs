using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

/// <summary>Addresses of servers that no sample can talk to.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("Aot")]
    [InlineData("BatchReport")]
    [InlineData("ChatHistory")]
    [InlineData("Conversation")]
    [InlineData("CustomLanguageModel")]
    [InlineData("EmotionStream")]
    [InlineData("Microphone", "--file", "question.wav", "--save", "answer.wav")]
    [InlineData("Quickstart")]
    [InlineData("Subtitles")]
    [InlineData("Supervisor")]
    [InlineData("VoiceDesign")]
    [InlineData("Webhooks")]
    [InlineData("WebVoice", "--urls", "http://127.0.0.1:0")]
    public async Task An_address_that_is_none_or_would_tell_the_key_is_one_line(string sample, params string[] arguments)
    {
        foreach (var address in new[] { "nowhere", "localhost:5080", "http://server.example" })
        {
            using var folder = new TemporaryFolder();
            folder.Write("question.wav", Sounds.Speech(TimeSpan.FromSeconds(1), new PcmFormat(16_000)).ToWav());
            var run = await SampleProgram.RunAsync(
                sample, arguments, environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = address, ["HUME_API_KEY"] = "k", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" }, folder: folder);

            Assert.StartsWith("HUME_BASE_URL: ", run.Refused(), StringComparison.Ordinal);
            Assert.Equal(["question.wav"], run.Files.Keys);
        }
    }
}
