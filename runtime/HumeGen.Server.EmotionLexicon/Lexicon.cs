using System.Globalization;
using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>The words, phrases and emoji of the lexicon.</summary>
internal sealed class Lexicon
{
    private const char PhraseMark = '_';

    private static readonly string[] Files = ["pleasant.txt", "unpleasant.txt", "thinking.txt", "hostile.txt", "emoji.txt"];

    private readonly Dictionary<string, LexiconEntry> _entries = new(StringComparer.Ordinal);

    private Lexicon()
    {
        foreach (var file in Files)
        {
            using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream(file)!);
            while (reader.ReadLine() is { } line)
            {
                if (!line.StartsWith('#') && line.Length > 0)
                    Add(file, line);
            }
        }
    }

    /// <summary>The lexicon of this package.</summary>
    public static Lexicon Embedded { get; } = new();

    /// <summary>The words of the longest phrase.</summary>
    public int LongestPhrase { get; private set; } = 1;

    /// <summary>The number of words, phrases and emoji.</summary>
    public int Count => _entries.Count;

    /// <summary>The entry of a word, a phrase with spaces or an emoji; null when the lexicon does not have it.</summary>
    public LexiconEntry? Find(string words) => _entries.GetValueOrDefault(words);

    private void Add(string file, string line)
    {
        var parts = line.Split('|', 3);
        var weights = parts[1].Split(',').Select(weight => weight.Trim().Split(' '))
            .Select(weight => KeyValuePair.Create(Known(file, weight[0].Replace(PhraseMark, ' ')), double.Parse(weight[1], CultureInfo.InvariantCulture)));
        var entry = new LexiconEntry(double.Parse(parts[0], CultureInfo.InvariantCulture), [.. weights]);
        foreach (var word in parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = word.Replace(PhraseMark, ' ');
            if (!_entries.TryAdd(words, entry))
                throw new InvalidDataException($"{file} has {words}, which is in the lexicon already.");

            LongestPhrase = Math.Max(LongestPhrase, words.Count(' '.Equals) + 1);
        }
    }

    private static string Known(string file, string name)
    {
        var toxicity = name.Replace(' ', PhraseMark);
        if (ExpressionNames.Toxicities.Contains(toxicity))
            return toxicity;

        return ExpressionNames.LanguageEmotions.Contains(name) ? name : throw new InvalidDataException($"{file} has {name}, which is no expression.");
    }
}
