namespace HumeGen.Corpus.Tests;

/// <summary>Documents as people find them give code that compiles, and never a crash.</summary>
public sealed class CorpusTests(Trials trials) : IClassFixture<Trials>
{
    public static TheoryData<string> Documents() => [.. Corpus.Given.Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_compiles(string document) => Assert.Null((await trials.RunAsync(document)).Fault);
}
