using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Customizing;

/// <summary>Tells the members of a type apart by text alone, the same for generated and handwritten declarations.</summary>
internal static class Signatures
{
    /// <summary>
    /// The names under which a member counts: one for most, several for fields that are declared together, none for a member without a
    /// name.
    /// </summary>
    public static IEnumerable<string> Of(MemberDeclarationSyntax member) => member switch
    {
        // An explicit implementation stands beside the member of that name.
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } => [],
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null } => [],
        MethodDeclarationSyntax method =>
            [method.Identifier.ValueText + Generic(method.TypeParameterList) + Parameters(method.ParameterList)],
        ConstructorDeclarationSyntax constructor => [".ctor" + Parameters(constructor.ParameterList)],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax fields => fields.Declaration.Variables.Select(v => v.Identifier.ValueText),
        OperatorDeclarationSyntax @operator => ["operator " + @operator.OperatorToken.ValueText + Parameters(@operator.ParameterList)],
        ConversionOperatorDeclarationSyntax conversion => ["operator " + Name(conversion.Type) + Parameters(conversion.ParameterList)],
        BaseTypeDeclarationSyntax type when !IsPartial(type) => [type.Identifier.ValueText],
        _ => [],
    };

    public static bool IsPartial(BaseTypeDeclarationSyntax type) => type.Modifiers.Any(m => m.ValueText == "partial");

    private static string Generic(TypeParameterListSyntax? list) => list is null ? "" : "`" + list.Parameters.Count;

    private static string Parameters(BaseParameterListSyntax list) => $"({string.Join(",", list.Parameters.Select(p => Name(p.Type)))})";

    // Without namespaces, as one side writes them and the other does not, and without the question mark that no reference type has at run
    // time.
    private static string Name(TypeSyntax? type) => type switch
    {
        null => "",
        NullableTypeSyntax nullable => Name(nullable.ElementType),
        QualifiedNameSyntax qualified => Name(qualified.Right),
        AliasQualifiedNameSyntax alias => Name(alias.Name),
        RefTypeSyntax reference => Name(reference.Type),
        GenericNameSyntax generic => $"{generic.Identifier.ValueText}<{string.Join(",", generic.TypeArgumentList.Arguments.Select(Name))}>",
        ArrayTypeSyntax array => Name(array.ElementType) + "[]",
        IdentifierNameSyntax name => name.Identifier.ValueText switch
        {
            "String" => "string",
            "Int32" => "int",
            "Int64" => "long",
            "Boolean" => "bool",
            "Double" => "double",
            "Object" => "object",
            var other => other,
        },
        _ => type.ToString(),
    };
}
