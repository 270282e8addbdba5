using Hume;
using Hume.Tts;
using HumeGen.Audio;

namespace Subtitles;

/// <summary>Speaks a script in one request, so that each utterance goes on from the one before, and gives the time of each word.</summary>
internal static class Narrator
{
    public static async Task<(PcmAudio Speech, IReadOnlyList<TimedText> Words)> SpeakAsync(
        IHumeClient hume, IReadOnlyList<PostedUtterance> utterances, CancellationToken stop)
    {
        var answer = await hume.Tts.SynthesizeJsonAsync(
            new() { Utterances = utterances, Format = new FormatWav(), IncludeTimestampTypes = [TimestampType.Word] },
            cancellationToken: stop);
        var generation = answer.Generations[0];
        return (PcmAudio.FromWav(generation.Audio), generation.ToTimedTexts());
    }
}
