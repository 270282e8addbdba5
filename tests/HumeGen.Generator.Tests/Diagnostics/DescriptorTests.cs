using System.Text.RegularExpressions;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Equality;

namespace HumeGen.Generator.Tests.Diagnostics;

public class DescriptorTests
{
    [Fact]
    public void Every_id_is_used_once() =>
        Assert.Equal(Descriptors.All.Select(d => d.Id).Distinct().Order(), Descriptors.All.Select(d => d.Id));

    [Fact]
    public void Every_message_says_what_is_wrong_and_what_to_do() => Assert.All(Descriptors.All, descriptor =>
    {
        Assert.Matches(@"^.+[.:;,].+\.$", descriptor.MessageFormat.ToString(null));
        Assert.Equal("HumeGen", descriptor.Category);
    });

    [Fact]
    public void Every_help_link_leads_to_a_heading_with_the_title()
    {
        var page = File.ReadAllText(Repository.Find("docs", "diagnostics.md"));
        // HG04xx are of the package's targets.
        var headings = Regex.Matches(page, @"^## (HG0[0-3]\d{2})\n\n\*\*(.+)\*\*", RegexOptions.Multiline).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

        Assert.Equal(Descriptors.All.Select(d => (d.Id, d.Title.ToString(null))), headings);
        Assert.All(Descriptors.All, d => Assert.EndsWith("docs/diagnostics.md#" + d.Id.ToLowerInvariant(), d.HelpLinkUri, StringComparison.Ordinal));
    }

    [Fact]
    public void Arrays_are_equal_by_their_items()
    {
        var one = EquatableArray.From(["a", "b"]);

        Assert.Equal(one, EquatableArray.From(["a", "b"]));
        Assert.Equal(one.GetHashCode(), EquatableArray.From(["a", "b"]).GetHashCode());
        Assert.NotEqual(one, EquatableArray.From(["b", "a"]));
        Assert.NotEqual(one, EquatableArray.From(["a"]));
        Assert.Equal(default, EquatableArray.From(Array.Empty<string>()));
        Assert.Equal(["a", "b"], one.ToList());
        Assert.Throws<ArgumentOutOfRangeException>(() => default(EquatableArray<string>)[0]);
    }
}
