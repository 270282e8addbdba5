namespace HumeGen.Server.Flite;

/// <summary>The phonemes of flite's voices in the International Phonetic Alphabet.</summary>
internal static class FlitePhonemes
{
    private static readonly Dictionary<string, string> Ipa = new()
    {
        ["aa"] = "ɑ",
        ["ae"] = "æ",
        ["ah"] = "ʌ",
        ["ao"] = "ɔ",
        ["aw"] = "aʊ",
        ["ax"] = "ə",
        ["axr"] = "ɚ",
        ["ay"] = "aɪ",
        ["b"] = "b",
        ["ch"] = "tʃ",
        ["d"] = "d",
        ["dh"] = "ð",
        ["dx"] = "ɾ",
        ["eh"] = "ɛ",
        ["el"] = "l̩",
        ["em"] = "m̩",
        ["en"] = "n̩",
        ["er"] = "ɝ",
        ["ey"] = "eɪ",
        ["f"] = "f",
        ["g"] = "ɡ",
        ["hh"] = "h",
        ["hv"] = "ɦ",
        ["ih"] = "ɪ",
        ["iy"] = "i",
        ["jh"] = "dʒ",
        ["k"] = "k",
        ["l"] = "l",
        ["m"] = "m",
        ["n"] = "n",
        ["ng"] = "ŋ",
        ["nx"] = "ɾ̃",
        ["ow"] = "oʊ",
        ["oy"] = "ɔɪ",
        ["p"] = "p",
        ["r"] = "ɹ",
        ["s"] = "s",
        ["sh"] = "ʃ",
        ["t"] = "t",
        ["th"] = "θ",
        ["uh"] = "ʊ",
        ["uw"] = "u",
        ["v"] = "v",
        ["w"] = "w",
        ["y"] = "j",
        ["z"] = "z",
        ["zh"] = "ʒ",
    };

    /// <summary>The phoneme that flite has this name for; null for a pause.</summary>
    public static string? ToIpa(string name) => name is "pau" or "brth" or "#" ? null : Ipa.GetValueOrDefault(name, name);
}
