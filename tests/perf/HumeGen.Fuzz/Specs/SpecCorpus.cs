using System.Globalization;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Tests;
using HumeGen.Tests;

namespace HumeGen.Fuzz.Specs;

/// <summary>The specifications to change: those of the client, of the generator's tests and of other APIs.</summary>
internal sealed class SpecCorpus
{
    private static readonly string[][] Folders = [["specs"], ["tests", "HumeGen.Generator.Tests", "Constructs"], ["tests", "HumeGen.Generator.Tests", "Large"], ["tests", "HumeGen.Corpus.Tests", "apis"]];

    private readonly (string Text, string Json)[] _files =
    [
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.Find(folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".yml" or ".json").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Concat([Samples.OpenApi, Samples.AsyncApi, Samples.AsyncApi3, Samples.Overlay])
            .Select(text => (text, SpecReader.Read("spec.yml", text, default).Json)),
    ];

    // A large one takes as much time as many small ones, so it is taken as rarely.
    private readonly double[] _weights;

    public SpecCorpus()
    {
        var sum = 0.0;
        _weights = [.. _files.Select(f => sum += 1.0 / (2_000 + f.Text.Length))];
    }

    public int Count => _files.Length;

    /// <summary>One to three changed specifications.</summary>
    public IReadOnlyList<string> Mutate(Random random) => [.. Enumerable.Range(0, random.Next(6) switch { 0 => 2, 1 => 3, _ => 1 }).Select(_ => One(random))];

    private string One(Random random)
    {
        var (text, json) = Pick(random);
        return random.Next(5) switch
        {
            0 => SpecMutator.Text(text, random),
            1 => SpecMutator.Text(SpecMutator.Tree(json, random), random),
            _ => SpecMutator.Tree(json, random, Pick(random).Json),
        };
    }

    private (string Text, string Json) Pick(Random random)
    {
        var at = Array.BinarySearch(_weights, random.NextDouble() * _weights[^1]);
        return _files[Math.Min(at < 0 ? ~at : at, _files.Length - 1)];
    }
}
