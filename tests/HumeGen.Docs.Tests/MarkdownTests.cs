using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HumeGen.Docs.Tests;

public class MarkdownTests
{
    [Fact]
    public void Projects_that_commands_name_exist() => Problems.AssertNone(
        from file in MarkdownFiles.All
        from Match command in Regex.Matches(file.Text, @"dotnet (?:run .*?--project|test|build) ((?:samples|tests|generator|runtime)/[\w./]+)")
        let project = Repository.Find(command.Groups[1].Value)
        where !File.Exists(Path.Combine(project, Path.GetFileName(project) + ".csproj"))
        select $"{file.Path}: {command.Value}");

    [Fact]
    public void Files_that_links_lead_to_exist() => Problems.AssertNone(
        from file in MarkdownFiles.All
        from Match link in Regex.Matches(file.Text, @"\]\((?!https?:)([^)#\s]+)")
        where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(file.Path)!, link.Groups[1].Value))
        select $"{file.Path}: {link.Groups[1].Value}");

    [Fact]
    public void Project_files_say_only_words_that_the_package_reads()
    {
        var targets = File.ReadAllText(Repository.Find("generator", "HumeGen", "build", "HumeGen.targets"));
        var blocks = CodeBlock.All.Where(b => b.Language == "xml").ToList();

        Assert.NotEmpty(blocks);
        Problems.AssertNone(
            from block in blocks
            from element in XElement.Parse($"<Project>{block.Text}</Project>").Descendants()
            from word in element.Attributes().Select(a => a.Name.LocalName).Append(element.Name.LocalName)
            where word is not ("PropertyGroup" or "ItemGroup" or "Include") && !Regex.IsMatch(targets, $@"\b{word}\b")
            select $"{block.File}({block.Line}): {word}");
    }
}
