using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Names of variants that stand inline.</summary>
internal static class VariantNames
{
    /// <summary>The value of the variant's key, or its title; null where it has neither.</summary>
    public static string? Of(SchemaNode variant, string? key) =>
        key is not null && variant.Property(key) is { } property && SchemaConstant.Of(property) is { } constant ? CSharpNames.Pascal(constant.Text)
        : variant.Title is { Length: > 0 } title ? CSharpNames.Pascal(title)
        : null;
}
