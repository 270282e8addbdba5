using Hume;
using Hume.Tts;

namespace Aot;

/// <summary>Speech: as JSON, as a stream of chunks, as a file, and from text that is still being written.</summary>
internal static class Speech
{
    /// <returns>A recording of the speech.</returns>
    public static async Task<ReadOnlyMemory<byte>> RunAsync(IHumeClient hume)
    {
        var request = new PostedTts { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() };
        var speech = await hume.Tts.SynthesizeJsonAsync(request);
        var generation = speech.Generations[0];
        Console.WriteLine(FormattableString.Invariant($"Speech as JSON: {generation.Duration:0.00} s, {generation.Audio.Length} bytes"));

        var chunks = 0;
        await foreach (var item in hume.Tts.SynthesizeJsonStreamingAsync(request))
            chunks += item is SnippetAudioChunk ? 1 : 0;
        Console.WriteLine($"Speech as a stream: {chunks} chunks");

        await using (var file = await hume.Tts.SynthesizeFileAsync(request))
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            Console.WriteLine($"Speech as a file: {copy.Length} bytes");
        }

        await using var input = await hume.Tts.StreamInput.ConnectAsync(new() { FormatType = AudioFormatType.Pcm, InstantMode = false });
        foreach (var word in new[] { "Text ", "that is ", "being written." })
            await input.SendAsync(new PublishTts { Text = word });
        await input.CompleteAsync();
        var bytes = 0;
        await foreach (var audio in input.ReadAudioAsync())
            bytes += audio.Length;
        Console.WriteLine($"Speech over a WebSocket: {bytes} bytes");
        return generation.Audio;
    }
}
