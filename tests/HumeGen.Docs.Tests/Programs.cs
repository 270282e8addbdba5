using System.Reflection;
using HumeGen.Simulator;

namespace HumeGen.Docs.Tests;

/// <summary>All blocks as one program for each framework, built once as a new console project would be, in a folder away from the repository.</summary>
public sealed class Programs : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-docs-").FullName;

    // The runtime and the client are built for this one.
    private static string Configuration { get; } =
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Configuration").Value!;

    /// <summary>Result of the build.</summary>
    internal Outcome Build { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        foreach (var block in CodeBlock.All.Where(b => b.IsCSharp && Context.Names.Contains(b.Name)))
        {
            var context = Context.Read(block.Name!);
            foreach (var framework in context.Frameworks)
            {
                var folder = Directory.CreateDirectory(Path.Combine(_folder, framework)).FullName;
                await File.WriteAllTextAsync(Path.Combine(folder, block.Id + ".cs"), ProgramSource.Write(block, context));
            }
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "Programs.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{Repository.Find("generator", "HumeGen", "build", "HumeGen.props")}" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFrameworks>{string.Join(';', Context.AllFrameworks)}</TargetFrameworks>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RollForward>Major</RollForward>
                <UseAppHost>false</UseAppHost>
                <InvariantGlobalization>true</InvariantGlobalization>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                <NoWarn>$(NoWarn);MEAI001</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="$(TargetFramework)/*.cs;{Path.Combine(Context.Folder, "Shared")}/*.cs;{OtherApi("ParrotServer.cs")}" />
                <HumeGenSpec Include="{OtherApi("parrot-openapi.yml")};{OtherApi("parrot-asyncapi.yml")};{OtherApi("parrot.overlay.yml")}" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="OpenTelemetry.Exporter.Console" Version="1.20.1" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.AspNetCore", "HumeGen.AspNetCore.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Client.DependencyInjection", "HumeGen.Client.DependencyInjection.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Extensions.AI", "HumeGen.Extensions.AI.csproj")}" />
                <ProjectReference Include="{Repository.Find("generator", "HumeGen.Generator", "HumeGen.Generator.csproj")}" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
              <ItemGroup Condition="'$(TargetFramework)' == 'net10.0'">
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Simulator", "HumeGen.Simulator.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Server.Codecs", "HumeGen.Server.Codecs.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Server.Database", "HumeGen.Server.Database.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Server.OpenAI", "HumeGen.Server.OpenAI.csproj")}" />
                <ProjectReference Include="{Repository.Find("runtime", "HumeGen.Server.Page", "HumeGen.Server.Page.csproj")}" />
                <Reference Include="{typeof(Assert).Assembly.Location};{typeof(FactAttribute).Assembly.Location}" />
              </ItemGroup>
              <Import Project="{Repository.Find("generator", "HumeGen", "build", "HumeGen.targets")}" />
            </Project>
            """);
        Build = await Shell.RunAsync(
            _folder, null, "dotnet", "build", "-c", Configuration, "-nodeReuse:false", "-p:BuildProjectReferences=false", "-p:RestoreRecursive=false");
    }

    /// <summary>Runs a block in a folder of its own, with the simulator's address and key in its environment.</summary>
    internal Task<Outcome> RunAsync(string block, string framework, HumeSimulator simulator) => Shell.RunAsync(
        Directory.CreateDirectory(Path.Combine(_folder, "run", framework, block)).FullName,
        new Dictionary<string, string> { ["HUME_BASE_URL"] = simulator.BaseAddress.ToString(), ["HUME_API_KEY"] = simulator.ApiKey },
        "dotnet",
        Path.Combine(_folder, "bin", Configuration, framework, "Programs.dll"),
        block);

    // The sample of another API: its documents are compiled here as well, and its server answers.
    private static string OtherApi(string file) => Repository.Find("samples", "OtherApi", file);

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
