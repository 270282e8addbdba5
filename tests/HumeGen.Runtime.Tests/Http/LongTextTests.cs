using System.Globalization;
using System.Text;

namespace HumeGen.Tests.Http;

/// <summary>The effort of making words of others harmless grows with their length, not with its square, whatever they are made of.</summary>
[Trait("Fault", "docs/reliability.md#log-injection")]
public sealed class LongTextTests
{
    private const int Length = 16 * 1024 * 1024;

    // Against hangs: with the square of the length each of these takes hours.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("://a@")]
    [InlineData("://")]
    [InlineData("&")]
    [InlineData("&amp;amp;")]
    [InlineData("%25")]
    [InlineData("\\")]
    [InlineData("key-4f1c-")]
    [InlineData("\u2028 ")]
    public async Task A_message_of_megabytes_is_cleaned(string unit)
    {
        var text = new StringBuilder().Insert(0, unit, Length / unit.Length).ToString();
        var secrets = new CallSecrets();
        secrets.Remember(TestApi.Key);

        var clean = await Task.Run(() => secrets.Clean($"{TestApi.Key} https://ann:pw@host/ {text}")).WaitAsync(Limit);

        Assert.StartsWith("[redacted] https://host/", clean, StringComparison.Ordinal);
        Assert.InRange(clean.Length, 1, 503);
    }

    [Theory]
    [InlineData("http://http://a@b/", "http://http://b/")]
    [InlineData("x://a@://b@host c", "x://://host c")]
    [InlineData("x://ann:p@w@host/a@b y://c@d?e@f", "x://host/a@b y://d?e@f")]
    [InlineData("://", "://")]
    [InlineData("no address, a@b", "no address, a@b")]
    public void Logins_are_cut_out_of_every_address(string text, string expected) => Assert.Equal(expected, MessageText.WithoutUserInfo(text));

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-provider-fails-or-hangs")]
    public async Task An_error_of_a_token_provider_that_is_full_of_keys_is_named_and_not_shown()
    {
        var keys = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => "Key" + i.ToString("D14", CultureInfo.InvariantCulture)));
        using var pipeline = TestApi.Create(new Uri("http://127.0.0.1:1"), o =>
        {
            o.ApiKey = null;
            o.Credential = ApiCredential.FromTokenProvider(_ => throw new InvalidOperationException(keys));
        });

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get()).WaitAsync(Limit));

        Assert.Contains("The token provider failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Key00", error.ToString(), StringComparison.Ordinal);
    }
}
