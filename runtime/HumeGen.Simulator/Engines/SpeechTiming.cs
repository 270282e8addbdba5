using System.Text.RegularExpressions;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>The times of words and phonemes in formant speech: each character takes the same time.</summary>
internal static partial class SpeechTiming
{
    public static IEnumerable<SpeechTimestamp> Of(string text, double speed) =>
        Words().Matches(text).SelectMany(word => OfWord(word.Value, At(word.Index, speed), At(word.Index + word.Length, speed)));

    private static TimeSpan At(int characters, double speed) => TimeSpan.FromMilliseconds(characters * SpeechRenderer.MillisecondsPerCharacter / speed);

    /// <summary>The times of a word that is heard from begin to end, and of its phonemes.</summary>
    public static IEnumerable<SpeechTimestamp> OfWord(string word, TimeSpan begin, TimeSpan end)
    {
        yield return new SpeechTimestamp { Text = word, Begin = begin, End = end };
        for (var i = 0; i < word.Length; i++)
        {
            yield return new SpeechTimestamp
            {
                Text = Phoneme(word[i]),
                IsPhoneme = true,
                Begin = begin + ((end - begin) * i / word.Length),
                End = begin + ((end - begin) * (i + 1) / word.Length),
            };
        }
    }

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

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}'’-]+")]
    private static partial Regex Words();
}
