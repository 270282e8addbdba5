using System.Globalization;
using System.Net;

namespace HumeGen.Tests.Http;

public sealed class RequestTests
{
    private static readonly Uri Base = new("https://api.example.test/");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a b", "a%20b")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../../admin", "..%2F..%2Fadmin")]
    [InlineData("..a", "..a")]
    [InlineData("a?b=c#d", "a%3Fb%3Dc%23d")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("//evil.test/", "%2F%2Fevil.test%2F")]
    [InlineData("@evil.test", "%40evil.test")]
    [InlineData("ü", "%C3%BC")]
    [InlineData("{id}", "%7Bid%7D")]
    public void A_value_stays_one_step_of_the_path(string value, string escaped)
    {
        var request = TestApi.Get("/v0/notes/{id}/versions/{version}");
        request.AddPath("id", value);
        request.AddPath("version", 3);

        var uri = request.BuildUri(Base, null);

        Assert.Equal($"https://api.example.test/v0/notes/{escaped}/versions/3", uri.AbsoluteUri);
        Assert.Equal("api.example.test", uri.Host);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_value_that_would_change_the_path_is_refused_by_name(string? value)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => TestApi.Get("/v0/notes/{id}").AddPath("id", value!));

        Assert.Equal("id", error.ParamName);
        Assert.Contains("/v0/notes/{id}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_that_was_not_filled_is_named()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(TestApi.Get("/v0/notes/{id}")));

        Assert.Contains("{id}", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TestApi.Get("/v0/notes").AddPath("id", "1"));
    }

    [Theory]
    [InlineData("v0/notes")]
    [InlineData("//evil.test/x")]
    [InlineData("https://evil.test/x")]
    [InlineData("/v0/../admin")]
    [InlineData("/v0/./x")]
    [InlineData("/v0//x")]
    [InlineData("/v0/x?a=b")]
    [InlineData("/v0/x#a")]
    [InlineData("/v0\\x")]
    [InlineData("/v0/x\n")]
    [InlineData("/v0/x y")]
    [InlineData("")]
    public void A_path_that_is_more_than_a_path_is_refused(string path) => Assert.Throws<ArgumentException>(() => new ApiRequest(HttpMethod.Get, path));

    [Fact]
    public void Query_values_are_written_the_same_in_every_culture()
    {
        var previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "minus", NumberDecimalSeparator = "," } };
        try
        {
            var request = TestApi.Get();
            request.AddQuery("a", -3L);
            request.AddQuery("b", (int?)-4);
            request.AddQuery("c", (double?)-0.5);
            request.AddQuery("d", (bool?)true);
            request.AddQuery("e", false);
            request.AddQuery("f", "x y&z=ä");
            request.AddQuery("g", ["1", "2"]);
            request.AddQuery("none1", (string?)null);
            request.AddQuery("none2", (long?)null);
            request.AddQuery("none3", (bool?)null);
            request.AddQuery("none4", (double?)null);
            request.AddQuery("none5", (IEnumerable<string>?)null);
            request.AddQuery("none6", (int?)null);
            request.AddQuery("empty", "");

            Assert.Equal("?a=-3&b=-4&c=-0.5&d=true&e=false&f=x%20y%26z%3D%C3%A4&g=1&g=2&empty=", request.BuildUri(Base, null).Query);
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_none_is_refused(double value) => Assert.Throws<ArgumentException>(() => TestApi.Get().AddQuery("a", value));

    [Fact]
    public void An_object_goes_into_brackets()
    {
        var request = TestApi.Get();
        request.AddQueryObject("s", new RawJson("""{"audio":{"rate":16000,"on":true,"gone":null},"name":"Ada & Co","tags":["a","b"],"list":[{"x":1},{"x":2.50}],"empty":{}}"""));
        request.AddQueryObject("none", null);

        Assert.Equal(
            "?s[audio][rate]=16000&s[audio][on]=true&s[name]=Ada & Co&s[tags][]=a&s[tags][]=b&s[list][0][x]=1&s[list][1][x]=2.50",
            Uri.UnescapeDataString(request.BuildUri(Base, null).Query));
        Assert.DoesNotContain('[', request.BuildUri(Base, null).Query);
    }

    [Theory]
    [InlineData("X-A", "a\r\nX-Evil: 1")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "ä")]
    [InlineData("X-A: b", "a")]
    [InlineData("X A", "a")]
    [InlineData("X-A\r\nX-Evil", "a")]
    [InlineData("", "a")]
    public async Task A_header_that_would_become_two_is_refused_and_its_value_not_shown(string name, string value)
    {
        var error = Assert.Throws<ArgumentException>(() => TestApi.Get().AddHeader(name, value));
        Assert.DoesNotContain("Evil", error.Message, StringComparison.Ordinal);

        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            pipeline.SendAsync(TestApi.Get(), new ApiCallOptions { Headers = new Dictionary<string, string> { [name] = value } }));
        Assert.Empty(handler.Seen);
    }

    [Fact]
    public void A_header_of_null_is_left_out() => TestApi.Get().AddHeader("X-A", null);

    [Fact]
    public void A_request_prints_its_template_only()
    {
        var request = TestApi.Get("/v0/notes/{id}");
        request.AddPath("id", "secret");
        request.AddQuery("q", "secret");

        Assert.Equal("GET /v0/notes/{id}", request.ToString());
    }
}
