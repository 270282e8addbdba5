namespace HumeGen.Generator.Model;

/// <summary>A value of a property by which objects are told apart.</summary>
/// <param name="Text">The value; a number or truth value as its text.</param>
/// <param name="Kind">The kind of value: text, number or truth value.</param>
internal sealed record KeyValueModel(string Text, JsonKinds Kind)
{
    public static KeyValueModel OfText(string text) => new(text, JsonKinds.Text);
}
