using System.Text;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Customizing;

/// <summary>
/// Handwritten C# that comes with specifications and adds to what is generated from them. It goes into the project as it is, but for the
/// namespace and the accessibility that the project chooses; what speaks of types that are not generated stays out.
/// </summary>
internal static class BundledSources
{
    // Such sources are written for projects that import these everywhere, which the user's need not do.
    private static readonly string[] Imported =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>Whether the project marked the file as such a source.</summary>
    public static bool IsSource(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles.HumeGenSource", out var value) && value.Length > 0;

    public static BundledSource Read(AdditionalText file, CancellationToken cancellationToken) =>
        new(file.Path, file.GetText(cancellationToken)?.ToString() ?? "");

    public static EquatableArray<SourceFile> Fit(IEnumerable<BundledSource> sources, ApiModel model, CancellationToken cancellationToken)
    {
        var types = new HashSet<string>(model.Types.SelectMany(t => t.Names).Concat(model.Clients.SelectMany(c => c.Names)));
        var namespaces = new HashSet<string>(types.Select(Namespace));
        var left = sources.OrderBy(s => s.Path, StringComparer.Ordinal)
            .Select(s => Parsed.Of(s, model.Roots, cancellationToken))
            .Where(s => namespaces.Contains("global::" + s.Namespace))
            .Where(s => s.Partial.All(types.Contains) && !s.Mentions(model.LeftOut))
            .ToList();
        // What stays out takes those along that need it.
        var gone = sources.Select(s => Parsed.Of(s, model.Roots, cancellationToken)).Where(s => left.All(l => l.Path != s.Path)).ToList();
        while (gone.Count > 0)
        {
            var missing = gone.SelectMany(g => g.Declared).ToArray();
            gone = [.. left.Where(l => l.Mentions(missing))];
            left.RemoveAll(gone.Contains);
        }

        var access = model.Types.Select(t => t.Access).FirstOrDefault() ?? "public";
        return EquatableArray.From(left.Select(s => s.Emit(access)));
    }

    private static string Namespace(string fullName) => fullName.Substring(0, fullName.LastIndexOf('.'));

    private sealed class Parsed
    {
        private readonly CompilationUnitSyntax _root;
        private readonly IReadOnlyList<RootNamespaceModel> _roots;
        private readonly HashSet<string> _names;
        private readonly string[] _visible;

        private Parsed(BundledSource source, CompilationUnitSyntax root, IReadOnlyList<RootNamespaceModel> roots)
        {
            _root = root;
            _roots = roots;
            Path = source.Path;
            Namespace = Map(root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "");
            var types = TopLevel(root).ToArray();
            Partial = [.. types.Where(Signatures.IsPartial).Select(t => $"global::{Namespace}.{t.Identifier.ValueText}")];
            Declared = [.. types.Where(t => !Signatures.IsPartial(t)).Select(t => $"global::{Namespace}.{t.Identifier.ValueText}")];
            _names = [.. root.DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.ValueText)];
            _visible = [.. root.Usings.Select(u => Map(u.Name?.ToString() ?? "")).Append(Namespace)];
        }

        public string Path { get; }

        public string Namespace { get; }

        /// <summary>The generated types that it adds to.</summary>
        public string[] Partial { get; }

        /// <summary>The types that it declares alone.</summary>
        public string[] Declared { get; }

        public static Parsed Of(BundledSource source, IReadOnlyList<RootNamespaceModel> roots, CancellationToken cancellationToken) =>
            new(source, CSharpSyntaxTree.ParseText(source.Text, new CSharpParseOptions(LanguageVersion.Preview), cancellationToken: cancellationToken).GetCompilationUnitRoot(cancellationToken), roots);

        /// <summary>Whether it speaks of one of some types, given by their full names.</summary>
        public bool Mentions(IReadOnlyCollection<string> types) => types.Any(t =>
            _names.Contains(t.Substring(t.LastIndexOf('.') + 1)) && _visible.Any(v => ("global::" + v + ".").StartsWith(BundledSources.Namespace(t) + ".", StringComparison.Ordinal)));

        public SourceFile Emit(string access)
        {
            var changes = new List<TextChange>();
            foreach (var name in _root.Usings.Select(u => u.Name).Concat(_root.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name)))
            {
                if (name is not null && Map(name.ToString()) is var mapped && mapped != name.ToString())
                    changes.Add(new TextChange(name.Span, mapped));
            }

            foreach (var modifier in TopLevel(_root).SelectMany(t => t.Modifiers).Where(m => m.IsKind(SyntaxKind.PublicKeyword) && access != "public"))
                changes.Add(new TextChange(modifier.Span, access));

            var header = new StringBuilder("// <auto-generated/>\n#nullable enable\n");
            foreach (var import in Imported.Where(i => _root.Usings.All(u => u.Name?.ToString() != i)))
                header.Append("using ").Append(import).Append(";\n");
            var text = _root.GetText().WithChanges(changes.OrderBy(c => c.Span.Start)).ToString().Replace("\r\n", "\n");
            return new SourceFile($"{Namespace}.{System.IO.Path.GetFileNameWithoutExtension(Path)}.Handwritten.g.cs", header + text);
        }

        private static IEnumerable<BaseTypeDeclarationSyntax> TopLevel(CompilationUnitSyntax root) =>
            root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Members).OfType<BaseTypeDeclarationSyntax>();

        private string Map(string name)
        {
            var root = _roots.FirstOrDefault(r => name == r.Own || name.StartsWith(r.Own + ".", StringComparison.Ordinal));
            return root is null ? name : root.Given + name.Substring(root.Own.Length);
        }
    }
}

/// <summary>A bundled source as the compiler hands it over.</summary>
internal sealed record BundledSource(string Path, string Text);
