using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HumeGen.Package.Tests;

/// <summary>A type that is declared in an assembly and not within another type.</summary>
internal sealed record DeclaredType(string Namespace, string Name, bool Public)
{
    public string FullName => $"{Namespace}.{Name}";
}

/// <summary>Reads which types an assembly declares, without loading it.</summary>
internal static class TypeList
{
    public static IReadOnlyList<DeclaredType> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(t => t.GetDeclaringType().IsNil)
            .Select(t => new DeclaredType(
                metadata.GetString(t.Namespace), metadata.GetString(t.Name), (t.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public))];
    }
}
