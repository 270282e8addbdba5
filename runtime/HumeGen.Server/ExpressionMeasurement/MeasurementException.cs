namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>A measurement that is not possible, with its code in Hume's catalogue. The text goes to the client.</summary>
internal sealed class MeasurementException(string code, string message) : Exception(message)
{
    /// <summary>Hume has no code for it: the text itself is in the catalogue.</summary>
    public const string NoCode = "";

    public string Code { get; } = code;

    /// <summary>The code and the text.</summary>
    public string FullText => Code.Length == 0 ? Message : $"{Code}: {Message}";
}
