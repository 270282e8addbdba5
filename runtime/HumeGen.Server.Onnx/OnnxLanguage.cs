using HumeGen.Server.Engines;
using HumeGen.Server.Onnx.Models;

namespace HumeGen.Server.Onnx;

/// <summary>Measures pieces of texts by a model that takes a string. It measures emotions only.</summary>
internal sealed class OnnxLanguage(ModelDescription description, int concurrency) : ILanguageExpressionModel, IDisposable
{
    private readonly OnnxModel _model = new(description, concurrency);

    public async ValueTask<IReadOnlyList<LanguageExpression?>> MeasureAsync(
        string text, IReadOnlyList<TextSpan> pieces, LanguageMeasures measures, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var results = new List<LanguageExpression?>(pieces.Count);
        foreach (var piece in pieces)
        {
            var words = piece.Of(text);
            results.Add(words.Any(char.IsLetter)
                ? new LanguageExpression { Emotions = await _model.MeasureAsync(words, cancellationToken).ConfigureAwait(false) }
                : null);
        }

        return results;
    }

    public void Dispose() => _model.Dispose();
}
