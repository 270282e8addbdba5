using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Customizing;

/// <summary>Reads which members the project declares of partial types, from the syntax alone.</summary>
internal static class UserTypeReader
{
    /// <summary>Whether a node may be the user's part of a generated type: partial, of a namespace, and with members.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is TypeDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax, Members.Count: > 0 } type && Signatures.IsPartial(type);

    public static LocatedUserType Read(TypeDeclarationSyntax type)
    {
        var members = type.Members.SelectMany(m => Signatures.Of(m).Select(s => (Signature: s, Location: Location(m)))).ToArray();
        return new LocatedUserType(
            new UserType(FullName(type), EquatableArray.From(members.Select(m => m.Signature))),
            EquatableArray.From(members.Select(m => m.Location)));
    }

    public static string FullName(BaseTypeDeclarationSyntax type)
    {
        var name = type.Identifier.ValueText;
        foreach (var @namespace in type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>())
            name = $"{@namespace.Name.ToString().Replace(" ", "")}.{name}";
        return "global::" + name;
    }

    private static LocationInfo Location(MemberDeclarationSyntax member)
    {
        var span = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Span,
            PropertyDeclarationSyntax property => property.Identifier.Span,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Span,
            BaseTypeDeclarationSyntax type => type.Identifier.Span,
            _ => member.Span,
        };
        var lines = member.SyntaxTree.GetLineSpan(span);
        return new LocationInfo(lines.Path, span, lines.Span);
    }
}
