namespace HumeGen.Docs.Tests;

/// <summary>Fails a test with all that is wrong, a line each; an assertion of equal texts would cut it short.</summary>
internal static class Problems
{
    public static void AssertNone(IEnumerable<string> problems)
    {
        var all = string.Join('\n', problems);
        Assert.True(all.Length == 0, all);
    }
}
