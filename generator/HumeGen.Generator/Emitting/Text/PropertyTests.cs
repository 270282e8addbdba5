using System.Globalization;
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

    /// <summary>The condition on items of a list.</summary>
    /// <param name="tests">The conditions.</param>
    /// <param name="reader">The expression of the reader.</param>
    public static string Condition(EquatableArray<ItemTestModel> tests, string reader)
    {
        var all = string.Join(" && ", tests.Select(t => Condition(t, reader)));
        return tests.Any(t => t.OrEmpty) ? $"{RuntimeTypes.JsonRead}.FirstItem({reader}).TokenType is {RuntimeTypes.JsonTokenType}.EndArray || {all}" : all;
    }

    private static string Condition(ItemTestModel test, string reader)
    {
        var place = test.Place.ToString(CultureInfo.InvariantCulture);
        var item = test.Place == 0 ? $"{RuntimeTypes.JsonRead}.FirstItem({reader})" : $"{RuntimeTypes.JsonRead}.Item({reader}, {place})";
        if (test.Depth > 1)
            item = $"{RuntimeTypes.JsonRead}.FirstItem({item})";
        if (test.Values.Count > 0)
        {
            var values = string.Join(" || ", test.Values.Select(v => $"{RuntimeTypes.JsonRead}.Is({item}, {Value(v)})"));
            return test.Values.Count > 1 ? $"({values})" : values;
        }

        return string.Join(" && ", test.Properties.Select(p => Condition(p, item)).Prepend($"{item}.TokenType is {Tokens(test.Kinds)}"));
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
