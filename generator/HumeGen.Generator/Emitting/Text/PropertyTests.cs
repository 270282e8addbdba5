using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Makes conditions on the properties of an object that a reader stands on.</summary>
internal static class PropertyTests
{
    /// <param name="test">The condition.</param>
    /// <param name="reader">The expression of the reader.</param>
    public static string Condition(PropertyTestModel test, string reader)
    {
        var property = $"({reader}, {Literals.Utf8(test.WireName)}";
        if (test.Values.Count > 0)
        {
            var values = test.Values.Select(v => $"{RuntimeTypes.JsonRead}.Has{property}, {Value(v)})").ToArray();
            return values.Length > 1 ? $"({string.Join(" || ", values)})" : values[0];
        }

        return test.Kinds switch
        {
            JsonKinds.Any => $"{RuntimeTypes.JsonRead}.TryFind{property}, out _)",
            JsonKinds.AnyButNull => $"{RuntimeTypes.JsonRead}.Has{property})",
            _ => $"{RuntimeTypes.JsonRead}.TokenOf{property}) is {Tokens(test.Kinds)}",
        };
    }

    /// <summary>The condition on the first item of a list.</summary>
    /// <param name="test">The condition.</param>
    /// <param name="reader">The expression of the reader.</param>
    /// <param name="orEmpty">Whether it holds for a list without items as well.</param>
    public static string Condition(ListTestModel test, string reader, bool orEmpty)
    {
        var item = Enumerable.Range(0, test.Depth).Aggregate(reader, (list, _) => $"{RuntimeTypes.JsonRead}.FirstItem({list})");
        var isKind = $"{item}.TokenType is {Tokens(test.Kinds)}{(orEmpty ? $" or {RuntimeTypes.JsonTokenType}.EndArray" : "")}";
        return string.Join(" && ", test.Properties.Select(p => Condition(p, item)).Prepend(isKind));
    }

    /// <summary>The pattern of the first tokens of values of some kinds.</summary>
    public static string Tokens(JsonKinds kinds) => string.Join(" or ", TokenNames(kinds).Select(n => $"{RuntimeTypes.JsonTokenType}.{n}"));

    /// <summary>The first tokens of values of some kinds.</summary>
    public static IEnumerable<string> TokenNames(JsonKinds kinds)
    {
        if ((kinds & JsonKinds.Text) != 0)
            yield return "String";
        if ((kinds & JsonKinds.Number) != 0)
            yield return "Number";
        if ((kinds & JsonKinds.Boolean) != 0)
        {
            yield return "True";
            yield return "False";
        }

        if ((kinds & JsonKinds.List) != 0)
            yield return "StartArray";
        if ((kinds & JsonKinds.Object) != 0)
            yield return "StartObject";
        if ((kinds & JsonKinds.Null) != 0)
            yield return "Null";
    }

    private static string Value(KeyValueModel value) => value.Kind switch
    {
        JsonKinds.Text => Literals.Utf8(value.Text),
        JsonKinds.Number => value.Text + "m",
        _ => value.Text,
    };
}
