namespace HumeGen.Corpus.Tests;

/// <summary>Documents as people find them give code that compiles, and never a crash.</summary>
public sealed class CorpusTests(Trials trials) : IClassFixture<Trials>
{
    public static TheoryData<string> Documents() => [.. Corpus.Given.Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_compiles(string document)
    {
        var outcome = await trials.RunAsync(document);

        Assert.True(outcome.Fault is null, outcome.Fault);
    }

    [Fact]
    public async Task A_document_that_takes_too_long_ends_its_trial()
    {
        var outcome = await Trial.RunAsync(Corpus.Own.Read(Corpus.Own.Names[0]), TimeSpan.Zero);

        Assert.Equal(("too slow", "too slow: It takes more than 0 s."), (outcome.Verdict, outcome.Fault));
    }
}
