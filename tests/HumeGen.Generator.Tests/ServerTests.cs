namespace HumeGen.Generator.Tests;

/// <summary>Addresses that specifications give.</summary>
public class ServerTests
{
    [Theory]
    [InlineData("https://\u0430pple.com", "xn--pple-43d.com")]
    [InlineData("https://m\u00fcnchen.example", "xn--mnchen-3ya.example")]
    public void A_host_that_is_not_ASCII_gets_a_word(string address, string ascii)
    {
        var run = GeneratorRun.Of($"openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\nservers: [{{url: '{address}'}}]\npaths: {{/a: {{get: {{operationId: a, responses: {{'204': {{description: d}}}}}}}}}}", expectDiagnostics: true);

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0214", found.Id);
        Assert.Contains(ascii, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
