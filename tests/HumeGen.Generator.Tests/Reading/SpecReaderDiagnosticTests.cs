namespace HumeGen.Generator.Tests.Reading;

/// <summary>Diagnostics of faulty files, with their characters.</summary>
public class SpecReaderDiagnosticTests
{
    [Theory]
    [InlineData("openapi: 3.1.0\ninfo: a«»: b\n", "found invalid mapping")]
    [InlineData("openapi: 3.1.0\ninfo: {title: «@»x}\n", "cannot start any token")]
    [InlineData("openapi: 3.1.0\ninfo: «\"not closed\n»", "unexpected end of stream")]
    public void Broken_YAML_is_reported(string text, string message) =>
        Assert.Contains(message, ReadHelper.Expect("HG0001", text), StringComparison.Ordinal);

    [Fact]
    public void A_wrong_indent_is_found_no_sooner_than_it_comes()
    {
        var found = Assert.Single(ReadHelper.File("openapi: 3.1.0\ninfo:\n  title: T\n version: 1\n   other: 2\n").Diagnostics);

        Assert.Equal(("HG0001", true), (found.Id, found.Location!.LineSpan.Start.Line >= 3));
    }

    [Fact]
    public void A_repeated_key_is_reported() => Assert.Contains(
        "'title' is already used in this mapping, on line 3",
        ReadHelper.Expect("HG0002", "openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\n  «\"title\"»: U\npaths: {}\n"),
        StringComparison.Ordinal);

    [Fact]
    public void The_first_of_two_equal_keys_is_kept() =>
        Assert.Equal("T", ReadHelper.File("openapi: 3.1.0\ninfo: {title: T, title: U}\n").Title);

    [Fact]
    public void Text_that_is_nested_too_deeply()
    {
        var message = ReadHelper.Expect("HG0003", $"openapi: 3.1.0\nx-a: {new string('[', 255)}«»[]{new string(']', 255)}\n");

        Assert.Contains("more than 256 levels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_text_that_may_be()
    {
        Assert.Empty(ReadHelper.File($"openapi: 3.1.0\nx-a: {new string('[', 255)}{new string(']', 255)}\n").Diagnostics);
    }

    [Fact]
    public void Nesting_by_aliases_counts()
    {
        var nested = new string('[', 200) + "1" + new string(']', 200);

        var found = Assert.Single(ReadHelper.File($"openapi: 3.1.0\nx-a: &a {nested}\nx-b: {new string('[', 60)}*a{new string(']', 60)}\n").Diagnostics);

        Assert.Equal("HG0003", found.Id);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#huge-files-and-names")]
    public void A_file_that_is_too_large()
    {
        var document = ReadHelper.File("openapi: 3.1.0\n#" + new string('x', 16 * 1024 * 1024));

        Assert.Contains("16777232 characters, more than the 16777216", Assert.Single(document.Diagnostics).ToDiagnostic().GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#anchors-within-themselves")]
    public void An_alias_within_its_own_anchor() =>
        Assert.Contains("'*me'", ReadHelper.Expect("HG0006", "openapi: 3.1.0\nx-a: &me\n  a: [1, «*me»]\n"), StringComparison.Ordinal);

    [Theory]
    [Trait("Attack", "docs/reliability.md#yaml-beyond-json")]
    [InlineData("openapi: 3.1.0\nx-a: «!!binary aGk=»\n", "tag:yaml.org,2002:binary")]
    [InlineData("openapi: 3.1.0\nx-a: «!!set »{a}\n", "tag:yaml.org,2002:set")]
    [InlineData("openapi: 3.1.0\nx-a: «!System.Type x»\n", "!System.Type")]
    [InlineData("openapi: 3.1.0\nx-a: «!!int abc»\n", "integer")]
    public void A_tag_that_JSON_knows_nothing_of(string text, string tag) =>
        Assert.Contains($"'{tag}'", ReadHelper.Expect("HG0007", text), StringComparison.Ordinal);

    [Fact]
    public void A_second_document_is_reported() => ReadHelper.Expect("HG0008", "openapi: 3.1.0\n«---»\nopenapi: 3.1.0\n");

    [Theory]
    [InlineData("openapi: 3.1.0\nx-a: a«\0»b\n", "U+0000")]
    [InlineData("openapi: 3.1.0\nx-a: a«\u001b»b\n", "U+001B")]
    [InlineData("openapi: 3.1.0\nx-a: a«\uFFFD»b\n", "U+FFFD")]
    [InlineData("openapi: 3.1.0\nx-a: a«\uFFFE»b\n", "U+FFFE")]
    public void A_character_that_cannot_be(string text, string name) =>
        Assert.Contains(name, ReadHelper.Expect("HG0009", text), StringComparison.Ordinal);

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Half_a_surrogate_pair_is_reported(int half) =>
        ReadHelper.Expect("HG0009", $"openapi: 3.1.0\nx-a: a«{(char)half}»b\n");

    [Theory]
    [InlineData("«title»: A file of something else\n")]
    [InlineData("«»- openapi: 3.1.0\n")]
    public void A_file_that_is_no_spec(string text) => ReadHelper.Expect("HG0010", text);

    [Theory]
    [InlineData("")]
    [InlineData("# Only a comment.\n")]
    [InlineData("just words\n")]
    public void A_file_without_a_mapping(string text) => Assert.Equal("HG0010", Assert.Single(ReadHelper.File(text).Diagnostics).Id);

    [Theory]
    [InlineData("openapi: «4.0.0»\n", "OpenAPI version '4.0.0'")]
    [InlineData("openapi: «3»\n", "OpenAPI version '3'")]
    [InlineData("«openapi»: [3]\n", "OpenAPI version ''")]
    [InlineData("swagger: «'2.0'»\n", "OpenAPI 3.0.x, 3.1.x or 3.2.x")]
    [InlineData("asyncapi: «1.2.0»\n", "AsyncAPI 2.x.x, 3.0.x or 3.1.x")]
    [InlineData("asyncapi: «3.2.0»\n", "AsyncAPI version '3.2.0'")]
    [InlineData("overlay: «1.1.0»\n", "Overlay 1.0.x")]
    public void A_version_that_is_not_supported(string text, string message) =>
        Assert.Contains(message, ReadHelper.Expect("HG0011", text + "info: {title: T, version: '1'}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_merge_of_something_else() => ReadHelper.Expect("HG0013", "openapi: 3.1.0\nx-a:\n  a: 1\n  «<<»: [b]\n");

    [Theory]
    [InlineData("openapi: 3.1.0\nx-a:\n  ? «»[a]\n  : b\n")]
    [InlineData("openapi: 3.1.0\nx-a: {«»{a: b}: c}\n")]
    public void A_key_that_is_a_list_or_mapping(string text) => ReadHelper.Expect("HG0014", text);

    [Fact]
    public void A_message_stays_on_one_line_and_short()
    {
        var name = "a\\nForged.cs(1,1): error CS0000: no\\n" + new string('x', 5000);

        var message = ReadHelper.Expect("HG0002", $"openapi: 3.1.0\nx-a: {{\"{name}\": 1, «\"{name}\"»: 2}}\n");

        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, 200, 400);
    }
}
