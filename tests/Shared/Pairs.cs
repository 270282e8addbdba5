namespace HumeGen.Tests;

/// <summary>Data of theories that try each with each.</summary>
public static class Pairs
{
    public static TheoryData<string, string> Of(IEnumerable<string> ones, IEnumerable<string> others)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var one in ones)
        {
            foreach (var other in others)
                pairs.Add(one, other);
        }

        return pairs;
    }
}
