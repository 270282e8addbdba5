using System.Diagnostics;

namespace HumeGen.Tool.Tests;

/// <summary>The files in the folder equal those of a build, to the byte.</summary>
public class BuildTests
{
    [Fact]
    public async Task Emitted_files_are_those_of_a_build_and_compile_in_its_place()
    {
        using var folder = new Workspace().WithSpecs("specs");
        const string Project = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{own}HumeGen.Audio.dll;{own}HumeGen.Runtime.dll" />
              </ItemGroup>
              {more}
            </Project>
            """;
        folder.With("generate/generate.csproj", Complete(Project, """
            <Import Project="{build}HumeGen.props" />
            <PropertyGroup>
              <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              <CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>
              <HumeGenNamespace>Parrot</HumeGenNamespace>
              <HumeGenAccessibility>internal</HumeGenAccessibility>
              <HumeGenInclude>Tts;EmpathicVoice.Chat</HumeGenInclude>
            </PropertyGroup>
            <ItemGroup>
              <Analyzer Include="{own}HumeGen.Generator.dll;{own}Microsoft.OpenApi.dll;{own}YamlDotNet.dll" />
              <HumeGenSpec Include="../specs/*.yml" />
              <AdditionalFiles Include="{handwritten}**/*.cs" Exclude="{handwritten}obj/**;{handwritten}bin/**" HumeGenSource="true" />
            </ItemGroup>
            <Import Project="{build}HumeGen.targets" />
            """));
        folder.With("commit/commit.csproj", Complete(Project, """<ItemGroup><Compile Include="../out/*.cs" /></ItemGroup>"""));

        var (exitCode, _, error) = folder.Run("emit", "specs", "-o", "out", "--namespace", "Parrot", "--internal", "--include", "Tts", "--include", "EmpathicVoice.Chat");
        Assert.Equal((0, ""), (exitCode, error));
        await BuildAsync(folder["generate"]);

        var emitted = Read(folder["out"]);
        var built = Read(folder["generate/generated/HumeGen.Generator/HumeGen.Generator.HumeGenerator"]);
        Assert.Contains("Parrot.Tts.TtsClient.g.cs", emitted.Keys);
        Assert.Contains("Parrot.EmpathicVoice.ChatConnection.Handwritten.g.cs", emitted.Keys);
        Assert.Equal(built.Keys.Order(StringComparer.Ordinal), emitted.Keys.Order(StringComparer.Ordinal));
        Assert.All(emitted, file => Assert.True(built[file.Key].AsSpan().SequenceEqual(file.Value), $"{file.Key} differs."));

        // And a team that commits them needs no generator.
        await BuildAsync(folder["commit"]);
    }

    private static string Complete(string project, string more) => project.Replace("{more}", more, StringComparison.Ordinal)
        .Replace("{own}", AppContext.BaseDirectory, StringComparison.Ordinal)
        .Replace("{handwritten}", Repository.Find("runtime", "HumeGen.Client") + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        .Replace("{build}", Repository.Find("generator", "HumeGen", "build") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static Dictionary<string, byte[]> Read(string folder) =>
        Directory.GetFiles(folder, "*.cs").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);

    private static async Task BuildAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-v:q", "-nodeReuse:false", "--disable-build-servers"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, output);
    }
}
