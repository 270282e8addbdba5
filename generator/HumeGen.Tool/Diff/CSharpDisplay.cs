using System.Text.RegularExpressions;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Emitting.Clients;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>C# as it is shown to people: without <c>global::</c>, and short where the reader knows the rest.</summary>
internal static partial class CSharpDisplay
{
    /// <summary>Text between backticks, on one line whatever it holds.</summary>
    public static string Code(string text) => "`" + DiagnosticInfo.OneLine(text).Replace('`', ' ') + "`";

    /// <summary>A full name without <c>global::</c>.</summary>
    public static string Name(string fullName) => fullName.StartsWith("global::", StringComparison.Ordinal) ? fullName["global::".Length..] : fullName;

    /// <summary>The name without its namespace.</summary>
    public static string Short(string fullName) => fullName[(fullName.LastIndexOf('.') + 1)..];

    /// <summary>A use of a type, as it stands in code of the namespace.</summary>
    public static string Type(TypeRef type, string @namespace) => Type(TypeNames.Of(type), @namespace);

    /// <summary>C# with full names, as it stands in code of the namespace.</summary>
    public static string Type(string code, string @namespace) => FullName().Replace(code, match =>
    {
        var prefix = match.Groups[1].Value.TrimEnd('.');
        var isKnown = prefix == @namespace || prefix == "HumeGen" || prefix == "System" || prefix.StartsWith("System.", StringComparison.Ordinal);
        return isKnown ? match.Groups[2].Value : match.Groups[1].Value + match.Groups[2].Value;
    });

    /// <summary>A method, without the parameters that all methods have.</summary>
    public static string Method(MethodSignature method, string @namespace) => Type(method.ShortDeclaration, @namespace);

    /// <summary>A property as it is declared.</summary>
    public static string Property(PropertyModel property, string @namespace) =>
        property.Constant is { } constant
            ? $"{property.Name} => {(property.Type.Kind == RefKind.String ? $"\"{constant}\"" : constant)}"
            : $"{(property.Required ? "required " : "")}{Type(property.Type, @namespace)} {property.Name}";

    [GeneratedRegex(@"global::((?:[\w]+\.)*)(\w+)")]
    private static partial Regex FullName();
}
