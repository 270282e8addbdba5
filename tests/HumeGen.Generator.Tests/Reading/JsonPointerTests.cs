using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Tests.Reading;

public class JsonPointerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("#", "")]
    [InlineData("/a/0", "a|0")]
    [InlineData("#/a~1b/c~0d", "a/b|c~d")]
    [InlineData("#/a%20b/%7E1c/d%2Fe", "a b|/c|d/e")]
    [InlineData("/a%20b", "a%20b")]
    [InlineData("/", "")]
    public void A_text_or_a_fragment_is_read(string text, string tokens)
    {
        var pointer = JsonPointer.Parse(text);

        Assert.Equal(tokens, string.Join("|", pointer.Tokens));
        Assert.Equal(text.Length > 1 || text == "/" ? tokens.Split('|')[^1] : null, pointer.Last);
    }

    [Fact]
    public void Names_and_indices_are_appended_and_escaped()
    {
        var pointer = JsonPointer.Root / "paths" / "/voices/{id}" / "a~b" / 3;

        Assert.Equal("/paths/~1voices~1{id}/a~0b/3", pointer.ToString());
        Assert.Equal("#/paths/~1voices~1%7Bid%7D/a~0b/3", pointer.ToFragment());
        Assert.Equal(["paths", "/voices/{id}", "a~b", "3"], pointer.Tokens);
    }

    [Fact]
    public void Pointers_are_equal_by_their_text()
    {
        Assert.Equal(JsonPointer.Root, JsonPointer.Parse("#"));
        Assert.Equal(JsonPointer.Root / "a" / 1, JsonPointer.Parse("#/a/1"));
        Assert.Equal((JsonPointer.Root / "a b").ToString(), JsonPointer.Parse((JsonPointer.Root / "a b").ToFragment()).ToString());
        Assert.NotEqual(JsonPointer.Root / "a", JsonPointer.Root / "A");
    }

    [Theory]
    [InlineData("/list/1/name", "\"two\"")]
    [InlineData("/list/01/name", null)]
    [InlineData("/list/2", null)]
    [InlineData("/list/name", null)]
    [InlineData("/nothing/at/all", null)]
    public void A_pointer_finds_its_node(string text, string? json)
    {
        var root = JsonNode.Parse("""{"list": [{"name": "one"}, {"name": "two"}]}""");

        Assert.Equal(json, JsonPointer.Parse(text).Find(root)?.ToJsonString());
    }
}
