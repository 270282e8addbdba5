using HumeGen.Server.Audio;
using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats;

/// <summary>
/// The sound of what the assistant says, as WAV files of at most half a second. Short answers come back often, in one chat and in many,
/// and speech costs more to make than to keep; when too much has gathered, all of it is forgotten.
/// </summary>
internal sealed class SpeechCache
{
    private const int MaxBytes = 16 << 20;

    // About ten seconds. What is longer is made while it is sent, so that it can be cut before it is all made.
    private const int LongestKept = 160;

    private readonly object _gate = new();
    private readonly Dictionary<(string Text, string Voice), byte[][]> _speech = [];
    private long _bytes;

    public IEnumerable<byte[]> Speak(string text, string voiceSeed) =>
        text.Length <= LongestKept ? SpeakOrRecall(text, voiceSeed) : Render(text, voiceSeed);

    private static IEnumerable<byte[]> Render(string text, string voiceSeed) =>
        SpeechStream.Chunks(new SpeechRenderer(text, VoiceTimbre.From(voiceSeed), 1, 0, 0))
            .Select(samples => AudioFormat.Of(null).Pack(samples));

    private byte[][] SpeakOrRecall(string text, string voiceSeed)
    {
        lock (_gate)
        {
            if (_speech.TryGetValue((text, voiceSeed), out var known))
                return known;
        }

        byte[][] chunks = [.. Render(text, voiceSeed)];
        lock (_gate)
        {
            if (_speech.TryAdd((text, voiceSeed), chunks))
            {
                _bytes += chunks.Sum(chunk => chunk.Length);
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
