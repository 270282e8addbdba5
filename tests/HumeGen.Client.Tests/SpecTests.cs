namespace Hume.Tests;

public class SpecTests
{
    [Fact]
    public void All_56_operations_are_in_the_specifications()
    {
        Assert.Equal(56, Specs.Operations.Count);
        Assert.Equal(55, Specs.Operations.Select(o => (o.Method, o.Path)).Distinct().Count());
    }
}
