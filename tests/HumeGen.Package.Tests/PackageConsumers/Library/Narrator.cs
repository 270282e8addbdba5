using Hume;
using Hume.Tts;

namespace Library;

/// <summary>Shows a generated type to whoever uses the library.</summary>
public sealed class Narrator(HumeClient hume)
{
    public async Task<ReadOnlyMemory<byte>> SpeakAsync(PostedUtterance utterance)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [utterance], Format = new FormatWav() });
        return speech.Generations[0].Audio;
    }
}
