namespace HumeGen.Generator.Reading.Overlays;

/// <summary>A JSONPath that is not understood.</summary>
/// <param name="position">Of the character that is not understood, counted from 1.</param>
/// <param name="problem">Description of the fault, without a full stop.</param>
internal sealed class JsonPathException(int position, string problem) : Exception(problem)
{
    public int Position { get; } = position;
}
