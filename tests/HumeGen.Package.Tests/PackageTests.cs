using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HumeGen.Package.Tests;

[Collection(nameof(PackageConsumers))]
public class PackageTests(PackageConsumers consumers)
{
    // The kind of custom debug information of Portable PDBs.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] Libs =
    [
        "HumeGen.AspNetCore", "HumeGen.Audio", "HumeGen.Client", "HumeGen.Client.DependencyInjection", "HumeGen.DependencyInjection", "HumeGen.Extensions.AI", "HumeGen.Runtime",
        "HumeGen.Server", "HumeGen.Server.Codecs", "HumeGen.Server.Database", "HumeGen.Server.EmotionLexicon", "HumeGen.Server.EspeakNg", "HumeGen.Server.Flite", "HumeGen.Server.Onnx",
        "HumeGen.Server.OpenAI", "HumeGen.Server.Page", "HumeGen.Server.PocketSphinx", "HumeGen.Server.Prosody", "HumeGen.Server.RuleBased", "HumeGen.Server.Whisper", "HumeGen.Simulator",
    ];
    private static readonly string[] All = ["HumeGen", "HumeGen.Server.Tool", "HumeGen.Tool", .. Libs];

    public static TheoryData<string> Libraries => [.. Libs];

    public static TheoryData<string> Packages => [.. All];

    [Fact]
    public void Every_package_is_tested()
    {
        var packed = Directory.EnumerateFiles(consumers.Feed, "*.nupkg").Select(f => Path.GetFileName(f).Replace($".{PackageConsumers.Version}.nupkg", "", StringComparison.Ordinal));

        Assert.Equal(All.Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string package)
    {
        using var zip = consumers.Open(package);
        var nuspec = XDocument.Load(zip.GetEntry(package + ".nuspec")!.Open());
        string? Value(string name) => nuspec.Descendants().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.StartsWith("# " + package + "\n", Text(zip.GetEntry("README.md")!), StringComparison.Ordinal);
        Assert.InRange(zip.GetEntry("icon.png")!.Length, 500, 100_000);
        Assert.InRange(Value("description")!.Length, 60, 400);
        Assert.Contains("hume", Value("tags")!.Split(' '));
        Assert.InRange(Value("tags")!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Count(), 7, 20);
        Assert.Contains("CHANGELOG.md", Value("releaseNotes"), StringComparison.Ordinal);
        Assert.NotEmpty(Value("authors")!);
        Assert.NotEmpty(Value("copyright")!);
        // From git, where the sources are in one.
        Assert.Equal(Directory.Exists(Repository.Find(".git")) || File.Exists(Repository.Find(".git")),
            nuspec.Descendants().Any(e => e.Name.LocalName == "repository" && e.Attribute("commit")?.Value.Length == 40));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_has_documentation_and_symbols_for_each_framework(string package)
    {
        using var zip = consumers.Open(package);
        using var symbols = consumers.Open(package, "snupkg");
        var assemblies = zip.Entries.Where(e => e.FullName.EndsWith(".dll", StringComparison.Ordinal)).Select(e => e.FullName).ToList();

        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, a => Assert.Matches($@"^lib/[^/]+/{Regex.Escape(package)}\.dll$", a));
        Assert.All(assemblies, a => Assert.InRange(zip.GetEntry(Path.ChangeExtension(a, ".xml"))?.Length ?? 0, 2_000, int.MaxValue));
        Assert.All(assemblies, a => Assert.NotNull(symbols.GetEntry(Path.ChangeExtension(a, ".pdb"))));
    }

    [Fact]
    public void The_package_of_the_generator_has_no_library_and_brings_what_the_build_needs()
    {
        using var zip = consumers.Open("HumeGen");
        var folders = zip.Entries.Select(e => e.FullName)
            .Where(e => e.Contains('/', StringComparison.Ordinal) && !e.StartsWith("_rels/", StringComparison.Ordinal) && !e.StartsWith("package/", StringComparison.Ordinal))
            .ToLookup(e => e[..e.LastIndexOf('/')], e => e[(e.LastIndexOf('/') + 1)..]);

        Assert.Equal(
            ["analyzers/dotnet/cs", "build", "buildTransitive", "docs", "sources/EmpathicVoice", "sources/Errors", "sources/ExpressionMeasurement", "sources/Tts", "specs"],
            folders.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["HumeGen.props", "HumeGen.targets", "Polyfills.cs"], folders["build"].Order(StringComparer.Ordinal));
        Assert.Equal(["HumeGen.props", "HumeGen.targets"], folders["buildTransitive"].Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.EnumerateFiles(Repository.Find("specs")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            folders["specs"].Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.EnumerateFiles(Repository.Find("docs"), "*.md").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            folders["docs"].Order(StringComparer.Ordinal));
        Assert.NotNull(zip.GetEntry("THIRD-PARTY-NOTICES.txt"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_assemblies_of_others_are_named_in_the_notices(string package)
    {
        using var zip = consumers.Open(package);
        var others = zip.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal) && !e.Name.StartsWith("HumeGen", StringComparison.Ordinal)).ToList();

        Assert.Equal(package is "HumeGen" or "HumeGen.Tool" or "HumeGen.Server.Tool", others.Count > 0);
        Assert.All(others, e => Assert.Contains(Path.GetFileNameWithoutExtension(e.Name), Text(zip.GetEntry("THIRD-PARTY-NOTICES.txt")!), StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_depend_on_each_other_in_the_same_version()
    {
        (string, string)[] libraries = [("HumeGen.Audio", PackageConsumers.Version), ("HumeGen.Runtime", PackageConsumers.Version)];
        Assert.Equal(libraries, Dependencies("HumeGen").Order());
        Assert.Equal(libraries, Dependencies("HumeGen.Client").Order());
        Assert.DoesNotContain(Dependencies("HumeGen.Audio"), d => d.Id.StartsWith("HumeGen", StringComparison.Ordinal));
        Assert.Contains(("HumeGen.Client", PackageConsumers.Version), Dependencies("HumeGen.AspNetCore"));
        Assert.Equal(
            [("HumeGen.Client", PackageConsumers.Version), ("HumeGen.DependencyInjection", PackageConsumers.Version)], Dependencies("HumeGen.Client.DependencyInjection").Order());
        Assert.Equal(["HumeGen.Runtime"], Dependencies("HumeGen.DependencyInjection").Select(d => d.Id).Where(d => d.StartsWith("HumeGen", StringComparison.Ordinal)));
        Assert.Empty(Dependencies("HumeGen.Server.Tool"));
        Assert.Contains(("HumeGen.Client", PackageConsumers.Version), Dependencies("HumeGen.Extensions.AI"));
        Assert.Empty(Dependencies("HumeGen.Tool"));
        Assert.Contains(Dependencies("HumeGen.Runtime"), d => d.Id == "Polly.Core");
    }

    [Theory]
    [InlineData("HumeGen.Server", "Microsoft.Extensions.AI.Abstractions")]
    [InlineData("HumeGen.Server.Codecs", "Concentus", "HumeGen.Server")]
    [InlineData("HumeGen.Server.Database", "HumeGen.Server", "Microsoft.EntityFrameworkCore.Sqlite", "Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("HumeGen.Server.Onnx", "HumeGen.Server", "Microsoft.ML.OnnxRuntime")]
    [InlineData("HumeGen.Server.OpenAI", "HumeGen.Server", "Microsoft.Extensions.AI.OpenAI")]
    [InlineData("HumeGen.Server.Page", "HumeGen.Server")]
    [InlineData("HumeGen.Server.Whisper", "HumeGen.Server", "Whisper.net")]
    [InlineData("HumeGen.Server.EmotionLexicon", "HumeGen.Server")]
    [InlineData("HumeGen.Server.Prosody", "HumeGen.Server", "NWaves")]
    [InlineData("HumeGen.Server.EspeakNg", "HumeGen.Server")]
    [InlineData("HumeGen.Server.Flite", "HumeGen.Server")]
    [InlineData("HumeGen.Server.PocketSphinx", "HumeGen.Server")]
    [InlineData("HumeGen.Server.RuleBased", "HumeGen.Server")]
    [InlineData("HumeGen.Simulator", "HumeGen.Server")]
    public void The_server_and_what_is_built_on_it_depend_on_little_on_every_framework(string package, params string[] expected)
    {
        using var zip = consumers.Open(package);
        var nuspec = XDocument.Load(zip.GetEntry(package + ".nuspec")!.Open());
        var groups = nuspec.Descendants().Where(e => e.Name.LocalName == "group" && e.Parent!.Name.LocalName == "dependencies")
            .ToDictionary(g => g.Attribute("targetFramework")!.Value, g => g.Elements().Select(d => d.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        var shared = nuspec.Descendants().Where(e => e.Name.LocalName == "frameworkReference").Select(e => e.Attribute("name")!.Value).Distinct();

        // Entity Framework Core 10 needs .NET 10.
        Assert.Equal(package == "HumeGen.Server.Database" ? ["net10.0"] : ["net10.0", "net8.0", "net9.0"], groups.Keys.Order(StringComparer.Ordinal));
        Assert.All(groups.Values, dependencies => Assert.Equal(expected, dependencies));
        Assert.Equal(["Microsoft.AspNetCore.App"], shared);
    }

    [Fact]
    public void The_simulator_is_bound_to_the_version_of_the_server_whose_internals_it_uses() =>
        Assert.Equal([("HumeGen.Server", $"[{PackageConsumers.Version}]")], Dependencies("HumeGen.Simulator"));

    [Theory]
    [InlineData("net8.0", "8.")]
    [InlineData("net9.0", "9.")]
    [InlineData("net10.0", "10.")]
    public void An_application_keeps_the_extensions_of_its_framework(string framework, string version)
    {
        using var zip = consumers.Open("HumeGen.DependencyInjection");
        var group = XDocument.Load(zip.GetEntry("HumeGen.DependencyInjection.nuspec")!.Open()).Descendants()
            .Single(e => e.Name.LocalName == "group" && e.Attribute("targetFramework")?.Value == framework);

        var dependency = group.Elements().Single(e => e.Attribute("id")!.Value == "Microsoft.Extensions.Http");
        Assert.StartsWith(version, dependency.Attribute("version")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void An_assembly_of_ours_is_deterministic(string package)
    {
        using var zip = consumers.Open(package);

        foreach (var entry in zip.Entries.Where(e => Regex.IsMatch(e.Name, @"^HumeGen\..*dll$")))
        {
            using var file = new PEReader(new MemoryStream(Bytes(entry)));
            Assert.Contains(file.ReadDebugDirectory(), e => e.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    // A Debug build keeps them, so that a debugger finds the files.
    [Theory]
    [MemberData(nameof(Packages))]
    public void A_release_names_no_folder_of_the_machine_in_assemblies_and_symbols(string package)
    {
        var isRelease = PackageConsumers.Configuration == "Release" || Environment.GetEnvironmentVariable("CI") == "true";
        using var zip = consumers.Open(package);
        using var symbols = package is "HumeGen" or "HumeGen.Tool" or "HumeGen.Server.Tool" ? null : consumers.Open(package, "snupkg");

        var assemblies = zip.Entries.Where(e => Regex.IsMatch(e.Name, @"^HumeGen\b.*\.dll$")).SelectMany(e => PathsOfAssembly(Bytes(e)));
        var files = symbols?.Entries.Where(e => e.Name.EndsWith(".pdb", StringComparison.Ordinal)).SelectMany(e => PathsOfSymbols(Bytes(e))) ?? [];
        var named = assemblies.Concat(files).Where(path => path.StartsWith(Repository.Root, StringComparison.Ordinal)).ToList();

        Assert.True(isRelease == (named.Count == 0), string.Join('\n', named));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_debugger_gets_each_generated_file_from_the_symbols(string package)
    {
        using var symbols = consumers.Open(package, "snupkg");
        foreach (var entry in symbols.Entries.Where(e => e.Name.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(entry)));
            var reader = provider.GetMetadataReader();
            var embedded = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(i => reader.GetGuid(i.Kind) == EmbeddedSource)
                .Select(i => i.Parent).ToHashSet();

            var generated = reader.Documents.Where(d => Regex.IsMatch(reader.GetString(reader.GetDocument(d).Name), @"\.g\.cs$|[\\/]obj[\\/]")).ToList();
            Assert.NotEmpty(generated);
            Assert.All(generated, d => Assert.Contains(d, embedded));
        }
    }

    [Fact]
    public void The_client_names_the_specifications_that_it_was_made_from()
    {
        using var zip = consumers.Open("HumeGen.Client");
        using var file = new PEReader(new MemoryStream(Bytes(zip.GetEntry("lib/netstandard2.0/HumeGen.Client.dll")!)));
        var metadata = file.GetMetadataReader();
        var listed = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(a => metadata.GetBlobReader(metadata.GetCustomAttribute(a).Value))
            .Select(value => Encoding.UTF8.GetString(value.ReadBytes(value.Length)))
            .Where(value => value.Contains("HumeGen.Specification:", StringComparison.Ordinal))
            .ToList();

        Assert.All(Directory.GetFiles(Repository.Find("specs"), "*.yml"), spec =>
        {
            var text = File.ReadAllText(spec).ReplaceLineEndings("\n");
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            Assert.Single(listed, value => value.Contains(":" + Path.GetFileName(spec), StringComparison.Ordinal) && value.Contains("sha256:" + hash, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Each_error_of_the_targets_is_explained()
    {
        using var zip = consumers.Open("HumeGen");
        var codes = Regex.Matches(Text(zip.GetEntry("build/HumeGen.targets")!), "Code=\"(HG\\d{4})\"").Select(m => m.Groups[1].Value);
        var headings = Regex.Matches(File.ReadAllText(Repository.Find("docs", "diagnostics.md")), @"^## (HG04\d\d)\n\n\*\*.+\*\*\n", RegexOptions.Multiline);

        Assert.Equal(headings.Select(h => h.Groups[1].Value), codes.Order(StringComparer.Ordinal));
    }

    // The file of its symbols, and the sources if the symbols are inside.
    private static List<string> PathsOfAssembly(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var paths = new List<string>();
        foreach (var entry in file.ReadDebugDirectory())
        {
            if (entry.Type == DebugDirectoryEntryType.CodeView)
                paths.Add(file.ReadCodeViewDebugDirectoryData(entry).Path);
            if (entry.Type != DebugDirectoryEntryType.EmbeddedPortablePdb)
                continue;
            using var inside = file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            paths.AddRange(Sources(inside));
        }

        return paths;
    }

    private static List<string> PathsOfSymbols(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        return Sources(provider);
    }

    private static List<string> Sources(MetadataReaderProvider symbols)
    {
        var reader = symbols.GetMetadataReader();
        return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
    }

    private List<(string Id, string Version)> Dependencies(string package)
    {
        using var zip = consumers.Open(package);
        return [.. XDocument.Load(zip.GetEntry(package + ".nuspec")!.Open()).Descendants()
            .Where(e => e.Name.LocalName == "dependency")
            .Select(e => (e.Attribute("id")!.Value, e.Attribute("version")!.Value))
            .Distinct()];
    }

    private static string Text(System.IO.Compression.ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static byte[] Bytes(System.IO.Compression.ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
