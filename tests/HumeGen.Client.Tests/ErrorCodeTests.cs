using System.Text.RegularExpressions;

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

    [Fact]
    public void The_page_of_error_codes_lists_all_of_them_with_meaning_and_remedy()
    {
        var page = File.ReadAllText(Repository.Find("docs", "error-codes.md"));
        var codes = typeof(HumeErrorCode).GetProperties().Where(p => p.PropertyType == typeof(HumeErrorCode))
            .Select(p => (p.Name, Code: (HumeErrorCode)p.GetValue(null)!))
            .Select(c => Row(c.Code.Value, c.Name, c.Code.Meaning, c.Code.Remedy, c.Code.CanRetry));
        var closes = typeof(HumeCloseCode).GetProperties().Where(p => p.PropertyType == typeof(HumeCloseCode))
            .Select(p => (p.Name, Code: (HumeCloseCode)p.GetValue(null)!))
            .Select(c => Row(c.Code.Value, c.Name, c.Code.Meaning, c.Code.Remedy, c.Code.CanRetry));

        Assert.Equal(
            codes.Concat(closes).Order(StringComparer.Ordinal),
            Regex.Matches(page, @"(?m)^\| [^|]+ \| `\w+` \|.*\|").Select(m => m.Value).Order(StringComparer.Ordinal));
    }

    private static string Row(string code, string name, string? meaning, string? remedy, bool? canRetry) =>
        $"| {code} | `{name}` | {meaning} | {remedy} | {(canRetry == true ? "yes" : "no")} |";
}
