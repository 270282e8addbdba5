using HumeGen.Server.Engines;

namespace HumeGen.Server.EspeakNg;

/// <summary>The voices of espeak-ng: a male and a female one for each of its languages.</summary>
internal sealed class EspeakNgVoices : IVoiceCatalog
{
    // One of the variants that are part of espeak-ng, and go with every language.
    private const string Female = "+f3";

    private static readonly Dictionary<string, string> Accents = new()
    {
        ["America"] = "American",
        ["Great Britain"] = "British",
        ["Received Pronunciation"] = "British",
        ["Scotland"] = "Scottish",
    };

    private EspeakNgVoices(IReadOnlyList<CatalogVoice> all) => All = all;

    /// <summary>All voices, the one for those who ask for none first.</summary>
    public IReadOnlyList<CatalogVoice> All { get; }

    /// <summary>The voices for the languages that espeak-ng lists.</summary>
    /// <param name="languages">The name of each, such as <c>English (America)</c>, and its file, such as <c>gmw/en-US</c>.</param>
    /// <param name="first">The id of the voice for those who ask for none.</param>
    /// <exception cref="ArgumentException">There is no such voice.</exception>
    public static EspeakNgVoices From(IEnumerable<(string Name, string File)> languages, string first)
    {
        var voices = languages.SelectMany(language => Of(language.Name.Trim(), language.File[(language.File.LastIndexOf('/') + 1)..])).ToList();
        var voice = voices.Find(voice => string.Equals(voice.Id, first, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"espeak-ng has no voice '{first}'. Choose one that 'espeak-ng --voices' lists, such as en-US or en-US+f3.");
        return new EspeakNgVoices([voice, .. voices.Where(other => other != voice)]);
    }

    public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new(All);

    private static IEnumerable<CatalogVoice> Of(string name, string id)
    {
        var accent = name.IndexOf('(', StringComparison.Ordinal);
        var tags = new Dictionary<string, string> { ["GENDER"] = "Male", ["LANGUAGE"] = accent > 0 ? name[..accent].Trim() : name };
        if (accent > 0 && name[(accent + 1)..].TrimEnd(')') is var place)
            tags["ACCENT"] = Accents.GetValueOrDefault(place, place);

        yield return new CatalogVoice(id, name) { Tags = tags };
        yield return new CatalogVoice(id + Female, name + ", female") { Tags = new Dictionary<string, string>(tags) { ["GENDER"] = "Female" } };
    }
}
