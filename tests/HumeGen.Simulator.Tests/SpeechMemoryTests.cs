using System.Text;

namespace HumeGen.Simulator.Tests;

/// <summary>Measures the memory of the process, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(SpeechMemoryTests), DisableParallelization = true)]
[Collection(nameof(SpeechMemoryTests))]
[Trait("Attack", "docs/reliability.md#requests-that-multiply")]
public sealed class SpeechMemoryTests
{
    [Fact]
    public async Task Long_speech_as_JSON_is_made_piece_by_piece_while_it_is_sent()
    {
        await using var hume = await Hume.StartAsync();
        var utterances = string.Join(',', Enumerable.Repeat("""{"text":"aaaaaaaaaaaaaaaa","trailing_silence":5}""", 100));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v0/tts")
        {
            Content = new StringContent($$"""{"split_utterances":false,"utterances":[{{utterances}}]}""", Encoding.UTF8, "application/json"),
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var buffer = new byte[1 << 16];
        var length = 0L;

        using var response = await hume.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        for (int count; (count = await body.ReadAsync(buffer)) > 0; length += count)
        {
            if (length % (8 << 20) < count)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // 596 seconds twice, as base64; held as samples they would be 57 MB.
        Assert.True(length > 140 << 20, $"{length} bytes came.");
        Assert.True(peak < 25 << 20, $"{peak} bytes were held.");
    }
}
