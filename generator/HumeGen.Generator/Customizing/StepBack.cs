using System.Text;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Customizing;

/// <summary>Takes out of emitted files what the project declares itself.</summary>
internal static class StepBack
{
    /// <summary>The file without the members that the project declares.</summary>
    /// <param name="file">An emitted file.</param>
    /// <param name="users">What the project declares of the file's types.</param>
    /// <param name="diagnostics">Takes a note of each member that is left out.</param>
    public static SourceFile From(SourceFile file, EquatableArray<UserType> users, List<DiagnosticInfo> diagnostics)
    {
        var spans = new List<TextSpan>();
        var root = CSharpSyntaxTree.ParseText(file.Text).GetCompilationUnitRoot();
        foreach (var type in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<TypeDeclarationSyntax>())
        {
            var name = UserTypeReader.Read(type).FullName;
            foreach (var member in type.Members)
            {
                var signatures = Signatures.Of(member).ToArray();
                var own = users.Where(u => u.FullName == name).SelectMany(u => u.Members).FirstOrDefault(m => signatures.Contains(m.Signature));
                if (own is null)
                    continue;
                spans.Add(member.FullSpan);
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.DeclaredByUser, own.Location, $"{type.Identifier.ValueText}.{own.Signature}"));
            }
        }

        if (spans.Count == 0)
            return file;
        var text = new StringBuilder(file.Text);
        foreach (var span in spans.OrderByDescending(s => s.Start))
            text.Remove(span.Start, span.Length);
        return file with { Text = text.ToString() };
    }
}
