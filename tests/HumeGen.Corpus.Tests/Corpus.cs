using System.Collections.Concurrent;
using System.Globalization;

namespace HumeGen.Corpus.Tests;

/// <summary>A folder of documents, and what the environment says of them.</summary>
internal sealed class Corpus
{
    private static readonly string[] Extensions = [".yml", ".yaml", ".json"];

    private readonly ConcurrentDictionary<string, Lazy<Task<Outcome>>> _outcomes = new(StringComparer.Ordinal);

    private Corpus(string folder)
    {
        Folder = folder;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && !CorpusDocument.IsOverlay(f))
            .Order(StringComparer.Ordinal)
            .ToList();
        Names = [.. files.Where(f => DocumentTree.IsDocument(f, File.ReadAllText(f))).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))];
        Skipped = files.Count - Names.Count;
    }

    /// <summary>The documents in <c>apis</c>, which are ours.</summary>
    public static Corpus Own { get; } = new(Repository.Find("tests", "HumeGen.Corpus.Tests", "apis"));

    /// <summary>The folder that <c>HUMEGEN_CORPUS</c> names; ours without it.</summary>
    public static Corpus Given { get; } = Variable("HUMEGEN_CORPUS") is { } folder ? new(Path.GetFullPath(folder)) : Own;

    /// <summary>Seconds that generating and compiling one document may take, by <c>HUMEGEN_CORPUS_SECONDS</c>; 300 by default.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(Variable("HUMEGEN_CORPUS_SECONDS") is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 300);

    /// <summary>Path of the table, from <c>HUMEGEN_CORPUS_TABLE</c>; <c>artifacts/corpus.tsv</c> in the repository by default.</summary>
    public static string Table { get; } = Path.GetFullPath(Variable("HUMEGEN_CORPUS_TABLE") ?? Repository.Find("artifacts", "corpus.tsv"));

    public string Folder { get; }

    /// <summary>The documents, relative to the folder, with forward slashes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of files with the extension of a document that are none, such as parts of documents.</summary>
    public int Skipped { get; }

    public CorpusDocument Read(string name) => CorpusDocument.Read(name, Path.Combine(Folder, name));

    /// <summary>The outcome of a document, which is tried once.</summary>
    public Task<Outcome> TryAsync(string name) => _outcomes.GetOrAdd(name, n => new(() => Trial.RunAsync(Read(n), Limit))).Value;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
