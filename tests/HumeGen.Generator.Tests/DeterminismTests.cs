using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Tests;

/// <summary>The same specification gives the same bytes, however, wherever and whenever it is compiled.</summary>
public class DeterminismTests
{
    /// <summary>Constructs with much in them.</summary>
    private static readonly string[] Constructs =
    [
        "object-properties", "enum-identifiers", "property-names", "union-inline", "multipart", "parameters", "channels", "groups", "responses", "operation-ids",
    ];

    /// <summary>The constructs one by one.</summary>
    public static TheoryData<string> EachConstruct() => [.. Constructs];

    [Theory]
    [Trait("Attack", "docs/reliability.md#encodings-and-line-ends")]
    [MemberData(nameof(EachConstruct))]
    public void Line_ends_and_encodings_make_no_difference(string construct)
    {
        var text = string.Concat(ConstructTests.Specs(construct).Single().GetText());
        var expected = Files(new SpecText("spec.yml", text));

        Assert.Equal(expected, Files(new SpecText("spec.yml", text.ReplaceLineEndings("\r\n"))));
        Assert.Equal(expected, Files(new SpecText("spec.yml", text.ReplaceLineEndings("\r"))));
        Assert.Equal(expected, Files(new SpecText("spec.yml", Mixed(text))));
        Assert.Equal(expected, Files(new SpecText("spec.yml", "\uFEFF" + text)));
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            using var bytes = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal(expected, Files(new SpecText("spec.yml", SourceText.From(bytes).ToString())));
        }
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#order-culture-and-parallel-runs")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void Cultures_make_no_difference(string name)
    {
        var specs = SpecText.FromRepository();
        var expected = Files(specs);
        var before = CultureInfo.CurrentCulture;
        // The data of cultures may not be there, so that what differs most is set by hand.
        var culture = (CultureInfo)new CultureInfo(name).Clone();
        culture.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "\u2212", NumberGroupSeparator = "." };
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Files(specs));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#order-culture-and-parallel-runs")]
    public void Runs_at_the_same_time_make_no_difference()
    {
        var specs = SpecText.FromRepository();
        var expected = Files(specs);

        Parallel.For(0, 4, _ => Assert.Equal(expected, Files(specs)));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#order-culture-and-parallel-runs")]
    public void The_order_of_files_makes_no_difference()
    {
        var specs = SpecText.FromRepository();

        Assert.Equal(Files(specs), Files([.. specs.Reverse()]));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#order-culture-and-parallel-runs")]
    public void The_order_of_schemas_and_keywords_makes_no_difference()
    {
        foreach (var construct in Constructs)
        {
            var text = SpecReader.Read("spec.yml", ConstructTests.Specs(construct).Single().GetText().ToString(), default).Json;
            var expected = Code(new SpecText("spec.yml", text));
            for (var seed = 0; seed < 3; seed++)
                Assert.Equal(expected, Code(new SpecText("spec.yml", Shuffle(text, seed, keepMembers: true))));
        }
    }

    [Fact]
    public void The_order_of_members_makes_no_difference_to_their_names()
    {
        foreach (var construct in Constructs)
        {
            var text = SpecReader.Read("spec.yml", ConstructTests.Specs(construct).Single().GetText().ToString(), default).Json;
            var expected = GeneratorRun.Of(text, expectDiagnostics: true).Declarations();
            Assert.Equal(expected, GeneratorRun.Of(Shuffle(text, 1, keepMembers: false), expectDiagnostics: true).Declarations());
        }
    }

    private static IReadOnlyList<(string HintName, string)> Files(params SpecText[] specs) =>
        [.. new GeneratorSession(specs).Run().GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString())).OrderBy(f => f.HintName, StringComparer.Ordinal)];

    // Without the list of hashes, which any change of a text changes.
    private static IEnumerable<(string HintName, string)> Code(SpecText spec) => Files(spec).Where(f => f.HintName != "Specifications.g.cs");

    private static string Mixed(string text)
    {
        var ends = new[] { "\n", "\r\n", "\r" };
        var lines = text.Split('\n');
        return string.Concat(lines.Select((line, i) => i < lines.Length - 1 ? line + ends[i % 3] : line));
    }

    // Properties, calls and parts come in the order of the specification, so that these keep it where asked.
    private static string Shuffle(string json, int seed, bool keepMembers)
    {
        var random = new Random(seed);
        return Walk(JsonNode.Parse(json), "")!.ToJsonString();

        JsonNode? Walk(JsonNode? node, string name)
        {
            switch (node)
            {
                case JsonObject o:
                    var members = o.ToArray();
                    // Of a path item the methods, of a map of channels the channels; content types become calls.
                    if (!keepMembers || !(name is "properties" or "paths" or "content" or "channels" || name.StartsWith('/')))
                        random.Shuffle(members);
                    return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Walk(m.Value?.DeepClone(), m.Key))));
                case JsonArray a:
                    return new JsonArray([.. a.Select(i => Walk(i?.DeepClone(), ""))]);
                default:
                    return node;
            }
        }
    }
}
