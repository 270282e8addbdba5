using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>A parameter of an emitted method.</summary>
/// <param name="Default">The value that callers get who do not give one; null where they must.</param>
internal sealed record MethodParameter(string Name, TypeRef Type, string? Default, string Doc)
{
    /// <summary>Whether callers must give it.</summary>
    public bool IsRequired => Default is null;

    /// <summary>The parameter as it is declared.</summary>
    public string Declaration => $"{TypeNames.Of(Type)} {Name}{(Default is null ? "" : " = " + Default)}";
}
