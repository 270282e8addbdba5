using HumeGen.Server.Engines;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace HumeGen.Server.Onnx.Models;

/// <summary>A model that is loaded and fits its description. It measures one input at a time on each of a bounded number of threads.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly ModelDescription _description;
    private readonly int _concurrency;
    private readonly SemaphoreSlim _free;
    private readonly InferenceSession _session;
    private volatile bool _disposed;

    public OnnxModel(ModelDescription description, int concurrency)
    {
        (_description, _concurrency) = (description, concurrency);
        _free = new SemaphoreSlim(concurrency);
        try
        {
            // One thread for each measurement: several run at once.
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            _session = new InferenceSession(description.Model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new EngineException($"The model {description.Model} cannot be loaded: {e.Message}");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw new EngineException("The native library of ONNX Runtime cannot be loaded. It exists for Linux and Windows on x64 and arm64, and for macOS on arm64.", e);
        }

        try
        {
            Check();
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The length of the model's input when the model says it; null when any is taken.</summary>
    public int? InputLength => Input.Dimensions is [.., > 0 and var length] ? length : null;

    private NodeMetadata Input => _session.InputMetadata[_description.Input.Name];

    /// <summary>The scores of all emotions for samples.</summary>
    public Task<ExpressionScore[]> MeasureAsync(float[] samples, CancellationToken cancellationToken) =>
        RunAsync(() => OrtValue.CreateTensorValueFromMemory(samples, Shape(samples.Length)), cancellationToken);

    /// <summary>The scores of all emotions for a text.</summary>
    public Task<ExpressionScore[]> MeasureAsync(string text, CancellationToken cancellationToken) =>
        RunAsync(() => OrtValue.CreateFromStringTensor(new DenseTensor<string>(new[] { text }, [.. Enumerable.Repeat(1, Input.Dimensions.Length)])), cancellationToken);

    /// <summary>Frees the model when nothing is measured any more: native code cannot lose it while it runs.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = FreeAsync();
        }
    }

    private async Task FreeAsync()
    {
        for (var i = 0; i < _concurrency; i++)
            await _free.WaitAsync().ConfigureAwait(false);

        _session.Dispose();
        _free.Release(_concurrency);
    }

    private async Task<ExpressionScore[]> RunAsync(Func<OrtValue> makeInput, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(OnnxModel));
            return await Task.Run(() => Run(makeInput, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    private ExpressionScore[] Run(Func<OrtValue> makeInput, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        using var cancelling = cancellationToken.Register(() => options.Terminate = true);
        using var input = makeInput();
        try
        {
            using var outputs = _session.Run(options, [_description.Input.Name], [input], [_description.Output.Name]);
            return Scores(outputs[0].GetTensorDataAsSpan<float>());
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The message about a text could have the text.
            throw Failed(_description.Kind.HasSound ? e.Message : "it does not take a text of this kind");
        }
    }

    private ExpressionScore[] Scores(ReadOnlySpan<float> numbers)
    {
        var labels = _description.Output.Labels;
        if (numbers.Length != labels.Count)
            throw Failed($"it gave {numbers.Length} numbers in {_description.Output.Name}, and its description has {labels.Count} labels");

        var values = Activations.Apply(_description.Output.Activation, numbers);
        var scores = new Dictionary<string, double>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw Failed($"it gave {values[i]} in {_description.Output.Name}, which is no score");
            if (labels[i] is { } label)
                scores[label] = Math.Clamp(values[i], 0, 1);
        }

        return [.. _description.Kind.Emotions.Select(emotion => new ExpressionScore(emotion, scores.GetValueOrDefault(emotion)))];
    }

    // Clients hear nothing of the machine's files.
    private EngineException Failed(string problem) =>
        new($"The model that measures {_description.Kind.Name} has failed.", new InvalidOperationException($"{_description.Model}: {problem}."));

    private long[] Shape(int length) => [.. Enumerable.Repeat(1L, Input.Dimensions.Length - 1), length];

    private void Check()
    {
        var (input, output) = (_description.Input, _description.Output);
        CheckNames("input", input.Name, _session.InputMetadata.Keys);
        CheckNames("output", output.Name, _session.OutputMetadata.Keys);
        if (_session.InputMetadata.Count > 1)
            throw _description.Wrong($"is of a model with {_session.InputMetadata.Count} inputs ({string.Join(", ", _session.InputMetadata.Keys)}); models with one are possible");

        var wanted = _description.Kind.HasSound ? typeof(float) : typeof(string);
        if (Input.ElementType != wanted)
            throw _description.Wrong($"is of a model for {_description.Kind.Name}, but the input {input.Name} takes {Input.ElementType?.Name} and not {wanted.Name}");
        if (Input.Dimensions.Length is 0 or > 4 || Input.Dimensions.SkipLast(_description.Kind.HasSound ? 1 : 0).Any(size => size > 1))
        {
            var single = _description.Kind.HasSound ? "row of samples" : "text";
            throw _description.Wrong($"is of a model whose input {input.Name} has the shape {Text(Input.Dimensions)}; one with a single {single} is possible");
        }

        var given = _session.OutputMetadata[output.Name];
        if (!given.IsTensor || given.ElementType != typeof(float))
            throw _description.Wrong($"names the output {output.Name}, which is no tensor of 32-bit floating-point numbers");
        if (given.Dimensions is [.., > 0 and var numbers] && numbers != output.Labels.Count)
            throw _description.Wrong($"has {output.Labels.Count} labels, but the output {output.Name} of its model has {numbers} numbers");
        if (InputLength is { } length && input.Window * input.SampleRate is { } samples && Math.Round(samples) != length)
            throw _description.Wrong($"has a window of {samples} samples ({input.Window} seconds at {input.SampleRate}), but the input {input.Name} of its model takes {length}");
    }

    private void CheckNames(string kind, string name, IEnumerable<string> there)
    {
        if (!there.Contains(name))
            throw _description.Wrong($"names the {kind} '{name}', but its model has {string.Join(", ", there)}");
    }

    private static string Text(int[] dimensions) => $"[{string.Join(", ", dimensions.Select(size => size < 0 ? "any" : $"{size}"))}]";
}
