using System.IO.Compression;
using System.Reflection;

namespace HumeGen.Package.Tests;

/// <summary>
/// Packs everything once into a folder, and builds projects that have the packages from there, all in one solution: in a fresh folder that
/// lies nowhere near this repository, with packages unpacked into a folder of its own.
/// </summary>
public sealed class PackageConsumers : IAsyncLifetime
{
    /// <summary>A version that no registry has.</summary>
    public const string Version = "1.2.3-consumed";

    /// <summary>Build nodes that live on would keep the output open, and this process waiting.</summary>
    public const string Alone = "-nodeReuse:false";

    private readonly string _root = Directory.CreateTempSubdirectory("humegen-consumers-").FullName;

    /// <summary>The configuration that is packed.</summary>
    public static string Configuration => Metadata("Configuration");

    /// <summary>Folder of the packages.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>Folder of the projects.</summary>
    public string Projects => Path.Combine(_root, "projects");

    /// <summary>Result of the build of the whole solution.</summary>
    internal Outcome Build { get; private set; } = null!;

    /// <summary>The assembly that a project was built into.</summary>
    public string Assembly(string project, string framework) => Path.Combine(Projects, project, "bin", "Debug", framework, project + ".dll");

    /// <summary>A folder of a package as it is unpacked for the projects.</summary>
    public string Unpacked(string package, string folder) => Path.Combine(_root, "unpacked", package.ToLowerInvariant(), Version, folder);

    /// <summary>The bundled file of a package.</summary>
    public ZipArchive Open(string package, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.{extension}"));

    public async Task InitializeAsync()
    {
        await PackAsync();
        Copy(Repository.Find("tests", "HumeGen.Package.Tests", "PackageConsumers"), Projects);
        await File.WriteAllTextAsync(Path.Combine(Projects, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_root, "unpacked")}" />
              </config>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="usual" value="{await UsualPackagesAsync()}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        var voices = await File.ReadAllTextAsync(Repository.Find("specs", "hume-voices-openapi.yml"));
        await File.WriteAllTextAsync(Path.Combine(Projects, "OwnSpecs", "voices-of-tomorrow.yml"), voices.Replace("\npaths:\n", """

            paths:
              /v0/tts/moods:
                get:
                  operationId: listMoods
                  tags: [subpackage_voices]
                  responses:
                    '200': { description: Done. }

            """, StringComparison.Ordinal));
        Build = await DotnetAsync("build", "PackageConsumers.slnx", Alone);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs the SDK among the projects.</summary>
    internal Task<Outcome> DotnetAsync(params string[] arguments) => Shell.RunAsync(Projects, null, ["dotnet", .. arguments]);

    private static string Metadata(string key) =>
        typeof(PackageConsumers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    // What is built already is packed as it is: this project's build has built it.
    private async Task PackAsync()
    {
        var packAll = Path.Combine(_root, "pack.proj");
        await File.WriteAllTextAsync(packAll, $"""
            <Project>
              <ItemGroup>
                <Packed Include="{Metadata("Packed")}" />
              </ItemGroup>
              <Target Name="Pack">
                <MSBuild Projects="@(Packed)" Targets="Pack" BuildInParallel="true"
                         Properties="NoBuild=true;Configuration={Configuration};PackageVersion={Version};PackageOutputPath={Feed}" />
              </Target>
            </Project>
            """);
        var packed = await Shell.RunAsync(Repository.Root, null, "dotnet", "msbuild", packAll, "-t:Pack", "-m", Alone);
        Assert.True(packed.Succeeded, packed.Output);
    }

    // What the projects need beside our packages is not fetched once more where it is there.
    private static async Task<string> UsualPackagesAsync()
    {
        var answer = await Shell.RunAsync(Repository.Root, null, "dotnet", "nuget", "locals", "global-packages", "--list");
        return answer.Output.Trim().Split(": ", 2)[1];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

/// <summary>All tests share one set of packages and one build.</summary>
[CollectionDefinition(nameof(PackageConsumers))]
public sealed class OneBuild : ICollectionFixture<PackageConsumers>;
