using HumeGen.Server.Engines;

namespace HumeGen.Server.Onnx.Models;

/// <summary>Measures of models.</summary>
/// <param name="Name">The name, for messages.</param>
/// <param name="HasSound">Whether it takes samples; a string otherwise.</param>
/// <param name="Emotions">The names that its labels can have.</param>
internal sealed record ModelKind(string Name, bool HasSound, IReadOnlyList<string> Emotions)
{
    public static readonly ModelKind Voice = new("voices", true, ExpressionNames.Emotions);

    public static readonly ModelKind Text = new("texts", false, ExpressionNames.LanguageEmotions);
}
