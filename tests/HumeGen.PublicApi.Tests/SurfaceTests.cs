using System.CommandLine;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using HumeGen.Tool;
using PublicApiGenerator;

namespace HumeGen.PublicApi.Tests;

/// <summary>All that users of a package can write, as approved text: types and members, options of the command line, MSBuild's words.</summary>
public partial class SurfaceTests
{
    // Every generated type has a converter of its own.
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [],
        ExcludeAttributes = ["System.Text.Json.Serialization.JsonConverterAttribute"],
    };

    [Theory]
    [InlineData("HumeGen.Audio")]
    [InlineData("HumeGen.AspNetCore")]
    [InlineData("HumeGen.Runtime")]
    [InlineData("HumeGen.Client")]
    [InlineData("HumeGen.Client.DependencyInjection")]
    [InlineData("HumeGen.DependencyInjection")]
    [InlineData("HumeGen.Extensions.AI")]
    [InlineData("HumeGen.Server")]
    [InlineData("HumeGen.Server.Codecs")]
    [InlineData("HumeGen.Server.Database")]
    [InlineData("HumeGen.Server.Onnx")]
    [InlineData("HumeGen.Server.OpenAI")]
    [InlineData("HumeGen.Server.Page")]
    [InlineData("HumeGen.Server.Whisper")]
    [InlineData("HumeGen.Server.EmotionLexicon")]
    [InlineData("HumeGen.Server.PocketSphinx")]
    [InlineData("HumeGen.Server.RuleBased")]
    [InlineData("HumeGen.Server.Prosody")]
    [InlineData("HumeGen.Server.EspeakNg")]
    [InlineData("HumeGen.Server.Flite")]
    [InlineData("HumeGen.Simulator")]
    public void A_library_has_the_approved_types(string package) => Check(package, Types(Assembly.Load(package)));

    [Fact]
    public void The_runtime_for_NET_Standard_differs_from_that_for_NET_as_approved()
    {
        var file = typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NetStandardRuntime").Value!;
        var standard = new AssemblyLoadContext("netstandard2.0").LoadFromAssemblyPath(file);

        Check("HumeGen.Runtime.netstandard2.0", TextDiff.Of(Types(Assembly.Load("HumeGen.Runtime")), Types(standard)));
    }

    [Fact]
    public void The_tool_has_the_approved_commands()
    {
        using var help = new StringWriter();
        foreach (var command in (string[][])[[], ["diff"], ["emit"], ["check"]])
            Assert.Equal(Terminal.Success, CommandLine.Run([.. command, "--help"], new Terminal(help, help, Repository.Root)));

        Check("HumeGen.Tool", help.ToString().Replace(RootCommand.ExecutableName, "humegen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_server_has_the_approved_options()
    {
        using var help = new StringWriter();
        Assert.Equal(0, await Server.Tool.CommandLine.RunAsync(["--help"], new Server.Tool.Terminal(help, help, TextReader.Null, _ => null)));

        Check("HumeGen.Server.Tool", help.ToString().Replace(RootCommand.ExecutableName, "humegen-server", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_of_the_generator_has_the_approved_words_for_MSBuild()
    {
        var text = string.Concat(new[] { "HumeGen.props", "HumeGen.targets" }.Select(f => File.ReadAllText(Repository.Find("generator", "HumeGen", "build", f))));
        var words = Words().Matches(text).Select(m => m.Groups["property"].Success ? $"property {m.Groups["property"]}"
            : m.Groups["item"].Success ? $"item {m.Groups["item"]}" : $"metadata HumeGenSpec.{m.Groups["metadata"]}");

        Check("HumeGen", string.Concat(words.Distinct().Order(StringComparer.Ordinal).Select(w => w + "\n")));
    }

    private static string Types(Assembly assembly) => Usings().Replace(assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n"), "");

    private static void Check(string package, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Trim().Split('\n').Select(l => l.TrimEnd());
        ApprovedFile.Check(Repository.Find("tests", "HumeGen.PublicApi.Tests", package + ".txt"), string.Join('\n', lines) + "\n", "HumeGen.PublicApi.Tests");
    }

    // Names that begin with an underscore are the package's own, and Filename is MSBuild's.
    [GeneratedRegex("""
        \$\((?<property>HumeGen\w+)|CompilerVisibleProperty[ ]Include="(?<property>\w+)
        |(?<metadata>(?<=%\(_HumeGenSpec\.|@\(HumeGenSpec->'%\()(?!Filename)\w+)
        |(?<=@\()(?<item>HumeGen\w+)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Words();

    // The namespaces of .NET, left out as in a file that has usings for them.
    [GeneratedRegex(@"\bSystem\.(?:(?:Collections\.Generic|ComponentModel|Diagnostics(?:\.CodeAnalysis)?|IO|Net(?:\.Http|\.WebSockets)?|Runtime\.CompilerServices|Text\.Json(?:\.Nodes|\.Serialization)?|Text|Threading(?:\.Tasks)?)\.)?")]
    private static partial Regex Usings();
}
