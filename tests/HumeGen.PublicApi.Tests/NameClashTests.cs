using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.PublicApi.Tests;

/// <summary>A file with the namespaces of the client, of .NET and of other libraries for clients can name every type; the exceptions stand in <c>docs/names.md</c>.</summary>
public partial class NameClashTests
{
    // The implicit usings of a web project, and what is often beside them.
    private static readonly string[] Framework =
    [
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "Microsoft.Extensions.Options", "System", "System.Buffers", "System.Collections.Generic", "System.Diagnostics", "System.IO", "System.Linq", "System.Net",
        "System.Net.Http", "System.Net.Http.Headers", "System.Net.Http.Json", "System.Net.WebSockets", "System.Text", "System.Text.Json", "System.Text.Json.Nodes",
        "System.Text.Json.Serialization", "System.Threading", "System.Threading.Channels", "System.Threading.Tasks",
    ];

    private static readonly string[] Libraries =
        ["Azure.Core", "Microsoft.Extensions.AI", "Microsoft.Kiota.", "NJsonSchema", "NSwag.", "Refit", "System.ClientModel"];

    // .NET's, those of the libraries, and ours.
    private static readonly string[] Assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static readonly Type[] Types =
        [.. Exported(Assembly.Load("HumeGen.Runtime")), .. Exported(Assembly.Load("HumeGen.Audio")), .. Exported(Assembly.Load("HumeGen.Client"))];

    // The table of the page: a type's name, and the line that gives it an alias.
    private static readonly (string Name, string Alias)[] Page =
        [.. Row().Matches(File.ReadAllText(Repository.Find("docs", "names.md"))).Select(m => (m.Groups["name"].Value, m.Groups["alias"].Value))];

    [Fact]
    public void Every_library_is_there() => Assert.All(Libraries, library => Assert.Contains(LibraryNamespaces(), n => n.Library.StartsWith(library, StringComparison.Ordinal)));

    [Fact]
    public void Every_type_can_be_named_but_for_those_on_the_page()
    {
        var errors = Errors(Types.Select(Expression));

        // CS0104, with both full names.
        None(errors.Where(e => !Page.Any(p => e.GetMessage(null).StartsWith($"'{p.Name}' is an ambiguous reference", StringComparison.Ordinal))));
        Assert.Equal(Page.Length, errors.Count);
    }

    [Fact]
    public void An_alias_of_the_page_names_the_type()
    {
        // Nothing but itself is converted so.
        var expressions = Page.Select(p => $"(Func<global::{Types.Single(t => t.Name == p.Name).FullName}, {p.Alias.Split(' ')[1]}>)(x => x)");

        Assert.NotEmpty(Page);
        None(Errors(expressions, Page.Select(p => p.Alias)));
    }

    private static void None(IEnumerable<Diagnostic> errors)
    {
        var lines = string.Join('\n', errors);
        Assert.True(lines.Length == 0, lines);
    }

    private static IEnumerable<Type> Exported(Assembly assembly) => assembly.GetExportedTypes().Where(t => !t.IsNested);

    private static string Expression(Type type) => type.IsGenericTypeDefinition
        ? $"typeof({type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{new string(',', type.GetGenericArguments().Length - 1)}>)"
        : $"typeof({type.Name})";

    private static IEnumerable<(string Library, string Namespace)> LibraryNamespaces() =>
        from file in Assemblies
        let library = Path.GetFileNameWithoutExtension(file)
        where Libraries.Any(l => library.StartsWith(l, StringComparison.Ordinal))
        from type in Assembly.Load(library).GetExportedTypes()
        where type.Namespace is not null
        select (library, type.Namespace);

    private static List<Diagnostic> Errors(IEnumerable<string> expressions, IEnumerable<string>? aliases = null)
    {
        var namespaces = Framework.Concat(LibraryNamespaces().Select(n => n.Namespace)).Concat(Types.Select(t => t.Namespace!)).Distinct().Order(StringComparer.Ordinal);
        var source = $$"""
            {{string.Join('\n', namespaces.Select(n => $"using {n};").Concat(aliases ?? []))}}
            class User
            {
                static readonly object[] All =
                {
                    {{string.Join(",\n        ", expressions)}}
                };
            }
            """;
        var compilation = CSharpCompilation.Create(
            "User",
            [CSharpSyntaxTree.ParseText(source)],
            Assemblies.Select(f => MetadataReference.CreateFromFile(f)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|.*\| `(?<alias>using \w+ = [\w.]+;)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
