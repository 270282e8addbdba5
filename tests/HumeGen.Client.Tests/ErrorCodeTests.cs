namespace Hume.Tests;

public sealed class ErrorCodeTests
{
    [Theory]
    [InlineData("I0100", true)]
    [InlineData("I9", true)]
    [InlineData("E0100", false)]
    [InlineData("INVALID", false)]
    [InlineData("I", false)]
    [InlineData("", false)]
    public void Codes_of_class_I_are_faults_of_the_service(string code, bool fault) => Assert.Equal(fault, new HumeErrorCode(code).IsServiceFault);
}
