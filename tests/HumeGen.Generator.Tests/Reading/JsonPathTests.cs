using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;

namespace HumeGen.Generator.Tests.Reading;

public class JsonPathTests
{
    private const string Document = """
        {
          "info": {"title": "T", "x-y": 1, "a b": 2, "it's": 3, "ü": 4},
          "list": [{"name": "q", "in": "query", "n": 1}, {"name": "h", "in": "header", "n": 1.0, "deep": {"x": [true, null]}}, "text", null, 7],
          "empty": {}
        }
        """;

    [Theory]
    [InlineData("$", "$")]
    [InlineData("$.info.title", "$.info.title")]
    [InlineData("$ . info", null)]
    [InlineData("$['info']['a b']", "$.info['a b']")]
    [InlineData("$[\"info\"]['it\\'s']", "$.info['it's']")]
    [InlineData("$.info['\\u00fc']", "$.info.ü")]
    [InlineData("$.info.ü", "$.info.ü")]
    [InlineData("$.info.x-y", "$.info.x-y")]
    [InlineData("$.info.nothing", "")]
    [InlineData("$.info.title.more", "")]
    [InlineData("$.list[0].name", "$.list[0].name")]
    [InlineData("$.list[-1]", "$.list[4]")]
    [InlineData("$.list[9]", "")]
    [InlineData("$.list[-9]", "")]
    [InlineData("$.info[0]", "")]
    [InlineData("$.list.name", "")]
    [InlineData("$.*", "$.info $.list $.empty")]
    [InlineData("$.list[*]", "$.list[0] $.list[1] $.list[2] $.list[3] $.list[4]")]
    [InlineData("$.empty.*", "")]
    [InlineData("$..name", "$.list[0].name $.list[1].name")]
    [InlineData("$..x[0]", "$.list[1].deep.x[0]")]
    [InlineData("$..[?@.name]..x", "$.list[1].deep.x")]
    [InlineData("$.list[?@.in == 'header']", "$.list[1]")]
    [InlineData("$.list[?@.in=='header' && @.name=='h']", "$.list[1]")]
    [InlineData("$.list[?@.in == 'header' && @.name == 'q']", "")]
    [InlineData("$.list[?@.name == 'q' || @.name == 'h']", "$.list[0] $.list[1]")]
    [InlineData("$.list[?@.in == 'x' || @.in == 'query' && @.name == 'q']", "$.list[0]")]
    [InlineData("$.list[?(@.in == 'header' || @.in == 'query') && (@.name == 'h')]", "$.list[1]")]
    [InlineData("$.list[?@.in != 'header']", "$.list[0] $.list[2] $.list[3] $.list[4]")]
    [InlineData("$.list[?@.deep.x]", "$.list[1]")]
    [InlineData("$.list[?@['deep']['x'][0] == true]", "$.list[1]")]
    [InlineData("$.list[?@.deep.x[1] == null]", "$.list[1]")]
    [InlineData("$.list[?@.deep.x[-1]]", "$.list[1]")]
    [InlineData("$.list[?@.n == 1]", "$.list[0] $.list[1]")]
    [InlineData("$.list[?@.n == 1e0]", "$.list[0] $.list[1]")]
    [InlineData("$.list[?@.n == '1']", "")]
    [InlineData("$.list[?@ == 'text']", "$.list[2]")]
    [InlineData("$.list[?@ == null]", "$.list[3]")]
    [InlineData("$.list[?@ == 7]", "$.list[4]")]
    [InlineData("$[?@.title == \"T\"]", "$.info")]
    public void A_query_selects(string query, string? expected)
    {
        var root = JsonNode.Parse(Document)!;
        if (expected is null)
        {
            Assert.Throws<JsonPathException>(() => JsonPath.Parse(query));
            return;
        }

        var matches = JsonPath.Parse(query).Select(root, new JsonPath.Budget(1000, default));

        Assert.Equal(expected, string.Join(' ', matches.Select(m => m.Node?.GetPath() ?? $"{m.Parent!.GetPath()}[{m.Index}]")));
        Assert.All(matches, match => Assert.Same(match.Node?.Parent ?? match.Parent, match.Parent));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("info", 1)]
    [InlineData("$info", 2)]
    [InlineData("$.", 3)]
    [InlineData("$..", 4)]
    [InlineData("$.1a", 3)]
    [InlineData("$.a b", 5)]
    [InlineData("$[", 3)]
    [InlineData("$['a'", 6)]
    [InlineData("$['a", 3)]
    [InlineData("$['\\x']", 5)]
    [InlineData("$['\\", 5)]
    [InlineData("$['a','b']", 6)]
    [InlineData("$[1:2]", 4)]
    [InlineData("$[01]", 3)]
    [InlineData("$[-0]", 3)]
    [InlineData("$[-]", 3)]
    [InlineData("$[99999999999]", 3)]
    [InlineData("$[?]", 4)]
    [InlineData("$[?@.a <= 1]", 8)]
    [InlineData("$[?@.a == ]", 11)]
    [InlineData("$[?@.a == b]", 11)]
    [InlineData("$[?@.a == 'b' &&]", 17)]
    [InlineData("$[?(@.a]", 8)]
    [InlineData("$[?@.*]", 6)]
    [InlineData("$[?@.a[?@.b]]", 8)]
    [InlineData("$[?'b' == @.a]", 4)]
    [InlineData("$[?!@.a]", 4)]
    [InlineData("$[?length(@.a) == 1]", 4)]
    [InlineData("$[?$.a == 1]", 4)]
    [InlineData("$[(@.length-1)]", 3)]
    public void What_is_not_supported_is_told_with_its_position(string query, int position)
    {
        var problem = Assert.Throws<JsonPathException>(() => JsonPath.Parse(query));

        Assert.Equal(position, problem.Position);
        Assert.NotEmpty(problem.Message);
    }

    [Fact]
    public void Parentheses_beyond_measure_are_refused() =>
        Assert.Throws<JsonPathException>(() => JsonPath.Parse("$[?" + new string('(', 100_000)));

    [Fact]
    public void A_node_on_several_ways_is_selected_once() =>
        Assert.Single(JsonPath.Parse("$..deep..x").Select(JsonNode.Parse("""{"deep":{"deep":{"x":1}}}""")!, new JsonPath.Budget(1000, default)));

    [Fact]
    public void The_budget_ends_a_query() =>
        Assert.Throws<LimitException>(() => JsonPath.Parse("$..*").Select(JsonNode.Parse(Document)!, new JsonPath.Budget(5, default)));
}
