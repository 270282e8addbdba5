using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Server.Audio;
using HumeGen.Server.Storage;

namespace HumeGen.Server.TextToSpeech;

/// <summary>A piece of an utterance that is spoken in one go.</summary>
internal sealed partial record Snippet(string Id, int UtteranceIndex, string Text, string VoiceSeed, double Speed, int TrailingSamples)
{
    /// <summary>Length in samples, trailing silence included.</summary>
    public int Length => SpeechRenderer.SpokenSamples(Text, Speed) + TrailingSamples;

    /// <summary>
    /// Cuts a request into snippets, one list for each utterance: at the ends of sentences, or not at all when it asks for that.
    /// </summary>
    public static List<List<Snippet>> Cut(SpeechRequest request, IdSource ids) =>
    [
        .. request.Utterances.Select(utterance =>
        {
            string[] pieces = request.Split ? Sentences().Split(utterance.Text) : [utterance.Text];
            var texts = pieces.Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
            var silence = (int)Math.Round(utterance.TrailingSeconds * SpeechRenderer.SampleRate);
            return texts
                .Select((text, i) => new Snippet(
                    ids.Next(), utterance.Index, text.Trim(), utterance.VoiceSeed, utterance.Speed, i == texts.Count - 1 ? silence : 0))
                .ToList();
        }),
    ];

    public SpeechRenderer Render(int take) => new(Text, VoiceTimbre.From(VoiceSeed), Speed, TrailingSamples, take);

    /// <summary>When each word or phoneme is heard, in milliseconds from the start of the snippet.</summary>
    public IEnumerable<JsonObject> Timestamps(IReadOnlyList<string> types)
    {
        foreach (Match word in Words().Matches(Text))
        {
            if (types.Contains("word"))
                yield return Timestamp("word", word.Value, word.Index, word.Length);

            if (types.Contains("phoneme"))
            {
                for (var i = 0; i < word.Length; i++)
                    yield return Timestamp("phoneme", Phoneme(word.Value[i]), word.Index + i, 1);
            }
        }
    }

    private JsonObject Timestamp(string type, string text, int start, int length) => new()
    {
        ["text"] = text,
        ["time"] = new JsonObject { ["begin"] = Milliseconds(start), ["end"] = Milliseconds(start + length) },
        ["type"] = type,
    };

    private int Milliseconds(int characters) => (int)Math.Round(characters * SpeechRenderer.MillisecondsPerCharacter / Speed);

    // A letter for a sound is far from the truth, but gives every consumer of phonemes something to work on.
    private static string Phoneme(char letter) => char.ToLowerInvariant(letter) switch
    {
        'a' => "æ",
        'c' or 'q' => "k",
        'e' => "ɛ",
        'g' => "ɡ",
        'i' => "ɪ",
        'j' => "dʒ",
        'o' => "ɒ",
        'r' => "ɹ",
        'u' => "ʌ",
        'x' => "ks",
        'y' => "j",
        var other => other.ToString(),
    };

    [GeneratedRegex(@"(?<=[.!?…])\s+|\n+")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}'’-]+")]
    private static partial Regex Words();
}
