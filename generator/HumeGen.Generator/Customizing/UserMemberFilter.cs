using System.Text;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Customizing;

/// <summary>Takes the members that the project declares itself out of emitted files.</summary>
internal static class UserMemberFilter
{
    /// <summary>The text of an emitted file without the members that the project declares.</summary>
    /// <param name="text">The file.</param>
    /// <param name="users">The project's own parts of the file's types.</param>
    public static string Apply(string text, EquatableArray<UserType> users)
    {
        if (users.Count == 0)
            return text;
        var kept = new StringBuilder(text);
        foreach (var (_, member, _) in Find(text, users).OrderByDescending(f => f.Member.SpanStart).ToArray())
            kept.Remove(member.FullSpan.Start, member.FullSpan.Length);
        return kept.ToString();
    }

    /// <summary>The members of emitted files that the project declares.</summary>
    public static EquatableArray<ReplacedMember> Replaced(IEnumerable<SourceFile> files, EquatableArray<UserType> users) =>
        users.Count == 0 ? default : EquatableArray.From(files
            .SelectMany(f => Find(f.Text, users))
            .Select(f => new ReplacedMember(UserTypeReader.FullName(f.Type), f.Signature, Result(f.Member)))
            .Distinct());

    /// <summary>A note for each such member, at the user's declaration.</summary>
    public static IEnumerable<DiagnosticInfo> Notes(IEnumerable<ReplacedMember> replaced, IEnumerable<LocatedUserType> declared)
    {
        foreach (var member in replaced)
        {
            var location = declared.Where(d => d.Type.FullName == member.Type)
                .SelectMany(d => d.Type.Members.Select((signature, i) => (Signature: signature, Location: d.Locations[i])))
                .FirstOrDefault(m => m.Signature == member.Signature).Location;
            var type = member.Type.Substring(member.Type.LastIndexOf('.') + 1);
            var expected = member.Result is { } result ? $"other generated code expects its type to be '{result}'" : "other generated code calls this one";
            yield return DiagnosticInfo.Create(Descriptors.DeclaredByUser, location, $"{type}.{member.Signature}", expected);
        }
    }

    private static string? Result(MemberDeclarationSyntax member)
    {
        var type = member switch
        {
            BasePropertyDeclarationSyntax property => property.Type,
            MethodDeclarationSyntax method => method.ReturnType,
            BaseFieldDeclarationSyntax fields => fields.Declaration.Type,
            _ => null,
        };
        return type?.ToString().Replace("global::", "");
    }

    private static IEnumerable<(TypeDeclarationSyntax Type, MemberDeclarationSyntax Member, string Signature)> Find(
        string text, EquatableArray<UserType> users)
    {
        var types = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot()
            .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>();
        foreach (var type in types)
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
