using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Makes expressions that turn values into the text of a query, a header or a form.</summary>
internal static class TextExpressions
{
    /// <summary>The text of a value that is no list and no object; null for null.</summary>
    public static string Of(TypeRef type, string value) => type.Kind == RefKind.String ? value : $"{RuntimeTypes.Text}.Of({value})";

    /// <summary>The items of a list in one text, with commas between them; null for null.</summary>
    public static string Joined(string list) => $"{RuntimeTypes.Text}.Joined({list})";

    /// <summary>The texts of a value that may be a list.</summary>
    public static string Items(string value) => $"{RuntimeTypes.Text}.Items({value})";

    /// <summary>The text of each item of a list.</summary>
    public static string Each(string list) => $"{RuntimeTypes.Text}.Each({list})";
}
