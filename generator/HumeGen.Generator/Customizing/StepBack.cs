using System.Text;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Customizing;

/// <summary>Takes out of emitted files what the project declares itself.</summary>
internal static class StepBack
{
    /// <summary>The text of an emitted file without the members that the project declares.</summary>
    /// <param name="text">The file.</param>
    /// <param name="users">What the project declares of the file's types.</param>
    public static string From(string text, EquatableArray<UserType> users)
    {
        var left = new StringBuilder(text);
        foreach (var (_, member, _) in Find(text, users).OrderByDescending(f => f.Member.SpanStart).ToArray())
            left.Remove(member.FullSpan.Start, member.FullSpan.Length);
        return left.ToString();
    }

    /// <summary>The members of emitted files that the project declares.</summary>
    public static EquatableArray<ReplacedMember> Replaced(IEnumerable<SourceFile> files, EquatableArray<UserType> users) => EquatableArray.From(
        files.SelectMany(f => Find(f.Text, users)).Select(f => new ReplacedMember(UserTypeReader.FullName(f.Type), f.Signature)).Distinct());

    /// <summary>A note for each such member, where the user declares it.</summary>
    public static IEnumerable<DiagnosticInfo> Notes(IEnumerable<ReplacedMember> replaced, IEnumerable<PlacedUserType> declared)
    {
        foreach (var member in replaced)
        {
            var place = declared.Where(d => d.Type.FullName == member.Type)
                .SelectMany(d => d.Type.Members.Select((signature, i) => (Signature: signature, Place: d.Places[i])))
                .FirstOrDefault(m => m.Signature == member.Signature).Place;
            yield return DiagnosticInfo.Create(Descriptors.DeclaredByUser, place, $"{member.Type.Substring(member.Type.LastIndexOf('.') + 1)}.{member.Signature}");
        }
    }

    private static IEnumerable<(TypeDeclarationSyntax Type, MemberDeclarationSyntax Member, string Signature)> Find(string text, EquatableArray<UserType> users)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        foreach (var type in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<TypeDeclarationSyntax>())
        {
            var name = UserTypeReader.FullName(type);
            var own = users.Where(u => u.FullName == name).SelectMany(u => u.Members).ToArray();
            foreach (var member in type.Members)
            {
                if (Signatures.Of(member).FirstOrDefault(own.Contains) is { } signature)
                    yield return (type, member, signature);
            }
        }
    }
}

/// <summary>A generated member that the project declares itself.</summary>
internal sealed record ReplacedMember(string Type, string Signature);
