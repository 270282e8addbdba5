using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>A voice of a catalogue.</summary>
/// <param name="Id">The id, for clients and for the engine.</param>
/// <param name="Name">The name, for clients. No other voice of the catalogue has it.</param>
public sealed partial record CatalogVoice(string Id, string Name)
{
    // Words that descriptions use in the place of those of tags.
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["woman"] = "female",
        ["girl"] = "female",
        ["lady"] = "female",
        ["feminine"] = "female",
        ["she"] = "female",
        ["her"] = "female",
        ["mother"] = "female",
        ["man"] = "male",
        ["boy"] = "male",
        ["guy"] = "male",
        ["gentleman"] = "male",
        ["masculine"] = "male",
        ["he"] = "male",
        ["his"] = "male",
        ["father"] = "male",
        ["america"] = "american",
        ["usa"] = "american",
        ["britain"] = "british",
        ["england"] = "british",
        ["scotland"] = "scottish",
        ["scots"] = "scottish",
    };

    private static readonly (string Tag, int Weight)[] DescribedTags = [("LANGUAGE", 4), ("GENDER", 2), ("ACCENT", 1)];

    /// <summary>The versions of Octave that clients may ask for with this voice: <c>1</c>, <c>2</c> or both. Both unless set.</summary>
    public IReadOnlyList<string> OctaveVersions { get; init; } = ["1", "2"];

    /// <summary>Tags that clients can filter the list by, such as <c>GENDER</c> and <c>Female</c>. Empty unless set.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The voice that fits a description best, for an engine that cannot make a voice from words. What the description says of language counts most, then gender,
    /// then accent, by the tags <c>LANGUAGE</c>, <c>GENDER</c> and <c>ACCENT</c>. Of voices that fit alike, and when none does, it is the first.
    /// </summary>
    /// <param name="voices">The voices, one at least.</param>
    /// <param name="description">The description, in English.</param>
    public static CatalogVoice Describing(IReadOnlyList<CatalogVoice> voices, string description)
    {
        ArgumentNullException.ThrowIfNull(voices);
        ArgumentNullException.ThrowIfNull(description);
        var words = Words().Matches(description).Select(word => Meanings.GetValueOrDefault(word.Value, word.Value)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return voices.MaxBy(voice => DescribedTags.Sum(
            tag => voice.Tags.TryGetValue(tag.Tag, out var value) && Words().Matches(value).All(word => words.Contains(word.Value)) ? tag.Weight : 0))!;
    }

    /// <summary>The voice that options ask for, by id or else by a description; the first when they ask for none.</summary>
    /// <param name="voices">The voices, one at least.</param>
    /// <param name="options">The options that the server gives the engine.</param>
    /// <returns>The voice; null when none has the id.</returns>
    public static CatalogVoice? Choose(IReadOnlyList<CatalogVoice> voices, TextToSpeechOptions? options)
    {
        ArgumentNullException.ThrowIfNull(voices);
        if (options?.VoiceId is { } id)
            return voices.FirstOrDefault(voice => string.Equals(voice.Id, id, StringComparison.OrdinalIgnoreCase));

        return options?.AdditionalProperties?.GetValueOrDefault(SpeechProperties.Description) is string description ? Describing(voices, description) : voices[0];
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();
}
