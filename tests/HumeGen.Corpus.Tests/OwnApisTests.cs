namespace HumeGen.Corpus.Tests;

/// <summary>Our own documents, in the shape of voice, chat and storage APIs, give what <c>expected.tsv</c> says.</summary>
public sealed class OwnApisTests
{
    [Fact]
    public async Task They_give_what_is_expected()
    {
        var outcomes = new List<Outcome>();
        foreach (var name in Corpus.Own.Names)
            outcomes.Add(await Corpus.Own.TryAsync(name));

        ApprovedFile.Check(Repository.Find("tests", "HumeGen.Corpus.Tests", "expected.tsv"), OutcomeTable.StableOf(outcomes), "HumeGen.Corpus.Tests");
    }
}
