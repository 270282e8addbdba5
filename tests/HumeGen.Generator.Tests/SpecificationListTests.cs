using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>The assembly says which files it was generated from.</summary>
public class SpecificationListTests
{
    private const string Spec = "openapi: 3.1.0\ninfo: {title: Sample API, version: '1.2'}\npaths: {}\ncomponents: {schemas: {Thing: {type: object}}}\n";

    private const string Overlay = "overlay: 1.0.0\ninfo: {title: Corrections, version: 0.1.0}\nactions: [{target: $.components.schemas.Thing, update: {title: It}}]\n";

    [Fact]
    public void Each_file_is_listed_by_name_with_its_hash_title_and_version()
    {
        var run = GeneratorRun.Of([new SpecText("/home/me/specs/sample.yml", Spec), new SpecText("/home/me/specs/sample.overlay.yml", Overlay)]);

        Assert.Equal(
            [$"HumeGen.Specification:sample.overlay.yml = sha256:{Sha256(Overlay)} Corrections 0.1.0", $"HumeGen.Specification:sample.yml = sha256:{Sha256(Spec)} Sample API 1.2"],
            Listed(run.Output));
    }

    [Fact]
    public void A_program_reads_the_list()
    {
        using var loaded = new LoadedOutput(GeneratorRun.Of(Spec, userCode: """
            using System.Linq;
            using System.Reflection;

            public static class Usage
            {
                public static object? Run() => typeof(Usage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key.StartsWith("HumeGen.Specification:")).Value;
            }
            """));

        Assert.Equal($"sha256:{Sha256(Spec)} Sample API 1.2", loaded.Run());
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_change_no_hash_but_a_comment_does()
    {
        var list = Listed(GeneratorRun.Of(Spec).Output);

        Assert.Equal(list, Listed(GeneratorRun.Of(Spec.Replace("\n", "\r\n", StringComparison.Ordinal)).Output));
        Assert.Equal(list, Listed(GeneratorRun.Of("\uFEFF" + Spec).Output));
        Assert.NotEqual(list, Listed(GeneratorRun.Of(Spec + "# The end.\n").Output));
    }

    [Fact]
    public void The_order_of_the_project_and_folders_of_the_machine_change_nothing()
    {
        SpecText[] here = [new("/a/one/spec.yml", Spec), new("/a/two/spec.yml", Spec.Replace("Sample", "Other", StringComparison.Ordinal))];
        SpecText[] there = [new("/b/two/spec.yml", here[1].GetText().ToString()), new("/b/one/spec.yml", Spec)];

        var list = GeneratorRun.Of(here).File("Specifications.g.cs");

        Assert.Equal(list, GeneratorRun.Of(there).File("Specifications.g.cs"));
        Assert.Equal(2, list.Split("[assembly: ").Length - 1);
        Assert.DoesNotContain("/a/", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_titles_stay_text_whatever_is_in_them()
    {
        var run = GeneratorRun.Of([new SpecText("a\")] b.yml", Spec.Replace("Sample API", "\"Sample \\\\ API\\\")]\\n[assembly: Evil]\"", StringComparison.Ordinal))]);

        var listed = Assert.Single(Listed(run.Output));
        Assert.StartsWith("HumeGen.Specification:a\")] b.yml = sha256:", listed, StringComparison.Ordinal);
        Assert.EndsWith("Sample \\ API\")]\n[assembly: Evil] 1.2", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_an_API_has_no_list() => Assert.Empty(GeneratorRun.Of([new SpecText("alone.yml", Overlay)], expectDiagnostics: true).Files);

    [Fact]
    public void An_edit_of_a_comment_writes_the_list_and_no_other_file()
    {
        var spec = new SpecText("spec.yml", Spec + "# The end.\n");
        var session = new GeneratorSession([spec, new SpecText("o.yml", Overlay)]);
        session.Run();
        session.Save(spec.With("# The end.", "# Our end."));

        var result = session.Run();

        Assert.Equal("1 Modified", StepAssert.Reasons(result, StepNames.Specifications));
        Assert.Single(result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs), o => o.Reason is IncrementalStepRunReason.Modified);
        Assert.Contains(Sha256(Spec + "# Our end.\n"), Assert.Single(result.GeneratedSources, s => s.HintName == "Specifications.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Listed(Compilation output) => output.Assembly.GetAttributes()
        .Where(a => a.AttributeClass!.Name == "AssemblyMetadataAttribute")
        .Select(a => $"{a.ConstructorArguments[0].Value} = {a.ConstructorArguments[1].Value}");

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
