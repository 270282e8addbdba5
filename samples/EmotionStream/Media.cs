using Hume;
using Hume.Tts;

namespace EmotionStream;

/// <summary>Something to measure for those who brought nothing.</summary>
internal static class Media
{
    /// <summary>A recording, spoken by the server itself.</summary>
    public static async Task<byte[]> SpeakAsync(IHumeClient hume)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "How are you?" }], Format = new FormatWav() });
        return speech.Generations[0].Audio.ToArray();
    }
}
