using System.Globalization;

namespace HumeGen.Generator.Model;

/// <summary>A value of a property that distinguishes objects.</summary>
/// <param name="Text">The value; a number or boolean as its text.</param>
/// <param name="Kind">The kind of value: string, number or boolean.</param>
internal sealed record KeyValueModel(string Text, JsonKinds Kind)
{
    public static KeyValueModel OfText(string text) => new(text, JsonKinds.Text);

    /// <summary>A constant of a plain kind; null for a number that C# cannot compare exactly.</summary>
    public static KeyValueModel? Of(string text, RefKind kind) => kind switch
    {
        RefKind.String => OfText(text),
        RefKind.Boolean => OfBoolean(text),
        _ => OfNumber(text),
    };

    public static KeyValueModel OfBoolean(string text) => new(text, JsonKinds.Boolean);

    /// <summary>A number, spelled in one way however the document spells it; null for one that C# cannot compare exactly.</summary>
    public static KeyValueModel? OfNumber(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? new(number.ToString("G29", CultureInfo.InvariantCulture), JsonKinds.Number) : null;
}
