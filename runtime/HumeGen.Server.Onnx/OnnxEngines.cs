using HumeGen.Server.Engines;
using HumeGen.Server.Onnx.Models;

namespace HumeGen.Server.Onnx;

/// <summary>
/// Extensions that let a server measure with ONNX models. A description is a JSON file beside the model:
/// <code>
/// {
///   "model": "voice.onnx",
///   "input": { "name": "audio", "sampleRate": 16000, "window": 4, "normalization": "none" },
///   "output": { "name": "scores", "activation": "sigmoid", "labels": ["Joy", "Sadness", null] }
/// }
/// </code>
/// <c>model</c> is a path from the description's folder. A voice goes in as samples from -1 to 1 at <c>sampleRate</c>, in windows of <c>window</c> seconds, of which
/// the last is filled with silence; the scores are the mean of the windows. <c>normalization</c> is <c>none</c> unless given, or <c>variance</c> for a mean of 0 and
/// a variance of 1. A text goes in as a string, and its <c>input</c> has a <c>name</c> only. The output has a number for each label: the name of an emotion, or null
/// for a number that is left out. <c>activation</c> makes scores from 0 to 1 of the numbers: <c>sigmoid</c>, <c>softmax</c>, or <c>none</c> when they are scores.
/// Emotions without a label get 0.
/// </summary>
public static class OnnxEngines
{
    /// <summary>
    /// Loads the models of the options, checks that they are as described, and puts them in place. They are <see cref="IDisposable"/>, which is for whoever set
    /// them: the server does not dispose them.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The models.</param>
    /// <exception cref="EngineException">A model or a description cannot be read, or they do not fit each other: the message says which, and what is wrong.</exception>
    public static HumeServerEngines AddOnnx(this HumeServerEngines engines, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        var prosody = options.Prosody is { } voice ? new OnnxProsody(ModelDescription.Read(voice, ModelKind.Voice), options.Concurrency) : null;
        try
        {
            engines.Language = options.Language is { } text ? new OnnxLanguage(ModelDescription.Read(text, ModelKind.Text), options.Concurrency) : engines.Language;
        }
        catch
        {
            prosody?.Dispose();
            throw;
        }

        engines.Prosody = prosody ?? engines.Prosody;
        return engines;
    }
}
