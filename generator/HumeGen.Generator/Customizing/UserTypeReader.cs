using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Customizing;

/// <summary>Reads which members the project declares of partial types, from the syntax alone.</summary>
internal static class UserTypeReader
{
    /// <summary>Whether a node may be the user's part of a generated type: partial, of a namespace, and with members.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is TypeDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax, Members.Count: > 0 } type && Signatures.IsPartial(type);

    public static PlacedUserType Read(TypeDeclarationSyntax type)
    {
        var members = type.Members.SelectMany(m => Signatures.Of(m).Select(s => (Signature: s, Place: Place(m)))).ToArray();
        return new PlacedUserType(
            new UserType(FullName(type), EquatableArray.From(members.Select(m => m.Signature))),
            EquatableArray.From(members.Select(m => m.Place)));
    }

    public static string FullName(BaseTypeDeclarationSyntax type)
    {
        var name = type.Identifier.ValueText;
        for (var @namespace = type.Parent as BaseNamespaceDeclarationSyntax; @namespace is not null; @namespace = @namespace.Parent as BaseNamespaceDeclarationSyntax)
            name = $"{@namespace.Name.ToString().Replace(" ", "")}.{name}";
        return "global::" + name;
    }

    private static LocationInfo Place(MemberDeclarationSyntax member)
    {
        var span = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Span,
            PropertyDeclarationSyntax property => property.Identifier.Span,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Span,
            BaseTypeDeclarationSyntax type => type.Identifier.Span,
            _ => member.Span,
        };
        var place = member.SyntaxTree.GetLineSpan(span);
        return new LocationInfo(place.Path, span, place.Span);
    }
}
