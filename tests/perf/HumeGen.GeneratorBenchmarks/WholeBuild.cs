using System.Diagnostics;
using System.Globalization;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>Builds the same project twice, turn by turn: once with the generator, once with the files that it emitted checked in.</summary>
internal sealed class WholeBuild : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-build").FullName;

    /// <summary>Builds, and tells the times and their ratio as a row of a table.</summary>
    /// <param name="rounds">Number of builds of each project.</param>
    /// <param name="server">Whether the compiler stays between builds, as on a developer's machine, or starts anew each time, as in CI.</param>
    public string Compare(int rounds, bool server)
    {
        var generator = Project("Generator", $"""
              <ItemGroup>
                <Analyzer Include="{AppContext.BaseDirectory}HumeGen.Generator.dll;{AppContext.BaseDirectory}YamlDotNet.dll;{AppContext.BaseDirectory}Microsoft.OpenApi.dll" />
                <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="HumeGenSpec" />
                <AdditionalFiles Include="{AppContext.BaseDirectory}specs/*.yml" HumeGenSpec="true" />
              </ItemGroup>
            """);
        Build(generator, server, "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={_folder}/emitted");
        var emitted = Directory.GetFiles($"{_folder}/emitted", "*.g.cs", SearchOption.AllDirectories).Length;
        var checkedIn = Project("CheckedIn", $"""<ItemGroup><Compile Include="{_folder}/emitted/**/*.cs" /></ItemGroup>""");
        Build(checkedIn, server);

        var ratios = new List<double>();
        var times = new List<(double With, double Without)>();
        for (var i = 0; i < rounds; i++)
        {
            var with = Build(generator, server);
            var without = Build(checkedIn, server);
            times.Add((with, without));
            ratios.Add(with / without);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {(server ? "compiler stays" : "compiler starts anew")} | {emitted} | {Median(times.Select(t => t.With)):N2} s | {Median(times.Select(t => t.Without)):N2} s | {Median(ratios):N2} | {ratios.Min():N2} to {ratios.Max():N2} |");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Project(string name, string items)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, name + ".csproj");
        File.WriteAllText(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><Reference Include="{AppContext.BaseDirectory}HumeGen.Runtime.dll" /></ItemGroup>
              {items}
            </Project>
            """);
        Run(["restore", path]);
        return path;
    }

    private static double Build(string project, bool server, params string[] more)
    {
        var clock = Stopwatch.StartNew();
        Run(["build", project, "--no-restore", "--no-incremental", $"-p:UseSharedCompilation={server}", .. more]);
        return clock.Elapsed.TotalSeconds;
    }

    private static void Run(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
