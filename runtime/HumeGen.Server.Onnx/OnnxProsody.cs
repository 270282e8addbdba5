using HumeGen.Server.Engines;
using HumeGen.Server.Onnx.Models;

namespace HumeGen.Server.Onnx;

/// <summary>Measures voices by a model, window by window; the scores are the mean of the windows.</summary>
internal sealed class OnnxProsody : IProsodyModel, IDisposable
{
    // What a model without a window takes at most, so that memory is bounded.
    private const int LongestPiece = 30;

    private readonly OnnxModel _model;
    private readonly int _rate;
    private readonly bool _isFilled;
    private readonly int _window;
    private readonly Normalization _normalization;

    public OnnxProsody(ModelDescription description, int concurrency)
    {
        _model = new OnnxModel(description, concurrency);
        _rate = description.Input.SampleRate!.Value;
        _normalization = description.Input.Normalization;
        int? window = description.Input.Window is { } seconds ? (int)Math.Round(seconds * _rate) : _model.InputLength;
        _isFilled = window is not null;
        _window = window ?? LongestPiece * _rate;
    }

    public async ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default)
    {
        if (speech.Samples.IsEmpty)
            return [];

        var samples = speech.AtRate(_rate).Samples;
        var windows = new List<(ExpressionScore[] Scores, int Weight)>();

        // Without windows to fill, all pieces are equally long, since a rest of some samples could be too little for the model.
        var pieces = (samples.Length + _window - 1) / _window;
        var length = _isFilled ? _window : (samples.Length + pieces - 1) / pieces;
        for (var at = 0; at < samples.Length; at += length)
        {
            var piece = samples.Slice(at, Math.Min(length, samples.Length - at));
            windows.Add((await _model.MeasureAsync(Input(piece.Span), cancellationToken).ConfigureAwait(false), piece.Length));
        }

        return [.. windows[0].Scores.Select((first, i) => first with { Score = windows.Sum(window => window.Scores[i].Score * window.Weight) / samples.Length })];
    }

    public void Dispose() => _model.Dispose();

    private float[] Input(ReadOnlySpan<short> piece)
    {
        var input = new float[_isFilled ? _window : piece.Length];
        for (var i = 0; i < piece.Length; i++)
            input[i] = piece[i] / 32_768f;

        if (_normalization == Normalization.Variance)
            Normalize(input.AsSpan(0, piece.Length));

        return input;
    }

    private static void Normalize(Span<float> input)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var sample in input)
            (sum, squares) = (sum + sample, squares + ((double)sample * sample));

        var mean = sum / input.Length;
        var deviation = Math.Sqrt(Math.Max((squares / input.Length) - (mean * mean), 1e-7));
        for (var i = 0; i < input.Length; i++)
            input[i] = (float)((input[i] - mean) / deviation);
    }
}
