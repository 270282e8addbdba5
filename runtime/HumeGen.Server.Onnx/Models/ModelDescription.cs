using System.Text.Json;
using System.Text.Json.Serialization;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Onnx.Models;

/// <summary>The description of a model, as its author wrote it.</summary>
internal sealed partial record ModelDescription
{
    private const int LowestRate = 1_000;
    private const int HighestRate = 192_000;
    private const double LongestWindow = 60;

    [JsonIgnore]
    public string Path { get; private init; } = "";

    [JsonIgnore]
    public ModelKind Kind { get; private init; } = ModelKind.Voice;

    /// <summary>The path of the ONNX file.</summary>
    [JsonRequired]
    public string Model { get; init; } = "";

    [JsonRequired]
    public InputDescription Input { get; init; } = new();

    [JsonRequired]
    public OutputDescription Output { get; init; } = new();

    /// <summary>Reads a description, and checks what can be told without the model.</summary>
    /// <exception cref="EngineException">It cannot be read, or makes no sense.</exception>
    public static ModelDescription Read(string path, ModelKind kind)
    {
        ModelDescription read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllBytes(path), Json.Default.ModelDescription) ?? throw new JsonException("it is null");
            if (read is { Model: null } or { Input: null or { Name: null } } or { Output: null or { Name: null } or { Labels: null } })
                throw new JsonException("model, input and output with their names, and output.labels are never null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"The description {path} of a model cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new EngineException($"The description {path} of a model cannot be read: {e.Message}");
        }

        var description = read with { Path = path, Kind = kind, Model = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", read.Model) };
        if (!File.Exists(description.Model))
            throw description.Wrong($"names the model {description.Model}, which does not exist");

        description.CheckInput();
        description.CheckLabels();
        return description;
    }

    /// <summary>The error of a description that makes no sense, or does not fit its model.</summary>
    public EngineException Wrong(string problem) => new($"The description {Path} {problem}.");

    private void CheckInput()
    {
        if (!Kind.HasSound)
        {
            if (Input.SampleRate is not null || Input.Window is not null || Input.Normalization != Normalization.None)
                throw Wrong("is of a model for texts, whose input has a name only: no sampleRate, window or normalization");

            return;
        }

        if (Input.SampleRate is not (>= LowestRate and <= HighestRate))
            throw Wrong($"needs input.sampleRate, from {LowestRate} to {HighestRate} samples a second");
        if (Input.Window is not (null or (>= 0.1 and <= LongestWindow)))
            throw Wrong($"has an input.window of {Input.Window} seconds; 0.1 to {LongestWindow} are possible");
    }

    private void CheckLabels()
    {
        foreach (var label in Output.Labels.OfType<string>().Where(label => !Kind.Emotions.Contains(label)))
            throw Wrong($"has the label '{label}', which is not among the {Kind.Emotions.Count} emotions of {Kind.Name}; null leaves a number out");

        if (Output.Labels.OfType<string>().GroupBy(label => label).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Wrong($"has the label '{twice.Key}' twice");
        if (!Output.Labels.OfType<string>().Any())
            throw Wrong("has no label in output.labels that is the name of an emotion");
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(ModelDescription))]
    private sealed partial class Json : JsonSerializerContext;
}

/// <summary>The input of a model.</summary>
internal sealed record InputDescription
{
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Samples a second of sound.</summary>
    public int? SampleRate { get; init; }

    /// <summary>The seconds that the model takes at a time; null for the whole of the sound.</summary>
    public double? Window { get; init; }

    public Normalization Normalization { get; init; }
}

/// <summary>The output of a model.</summary>
internal sealed record OutputDescription
{
    [JsonRequired]
    public string Name { get; init; } = "";

    public Activation Activation { get; init; }

    /// <summary>The emotion of each number; null for one that is left out.</summary>
    [JsonRequired]
    public IReadOnlyList<string?> Labels { get; init; } = [];
}

/// <summary>Changes to samples before a model takes them.</summary>
internal enum Normalization
{
    None,

    /// <summary>A mean of 0 and a variance of 1.</summary>
    Variance,
}

/// <summary>Functions that make scores of the numbers of a model.</summary>
internal enum Activation
{
    None,
    Sigmoid,
    Softmax,
}
