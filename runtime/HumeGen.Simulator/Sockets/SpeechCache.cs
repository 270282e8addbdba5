using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Tts;

namespace HumeGen.Simulator.Sockets;

/// <summary>
/// The sound of what the assistant says, as WAV files of at most half a second. Short answers come back often, in one chat and in many,
/// and speech costs more to make than to keep; when too much has gathered, all of it is forgotten.
/// </summary>
internal sealed class SpeechCache
{
    private const int MaxBytes = 16 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Text, string Voice), byte[][]> _speech = [];
    private long _bytes;

    public byte[][] Speak(string text, string voiceSeed)
    {
        lock (_gate)
        {
            if (_speech.TryGetValue((text, voiceSeed), out var known))
            {
                return known;
            }
        }

        var renderer = new SpeechRenderer(text, VoiceTimbre.From(voiceSeed), 1, 0, 0);
        byte[][] chunks = [.. SpeechStream.Chunks(renderer).Select(samples => AudioFormat.Of(null).Pack(samples))];
        lock (_gate)
        {
            var bytes = chunks.Sum(chunk => (long)chunk.Length);
            if (bytes <= MaxBytes / 4 && _speech.TryAdd((text, voiceSeed), chunks))
            {
                _bytes += bytes;
                if (_bytes > MaxBytes)
                {
                    _speech.Clear();
                    _bytes = 0;
                }
            }
        }

        return chunks;
    }
}
