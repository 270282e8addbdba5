namespace HumeGen.Server.Onnx.Models;

/// <summary>Makes scores of the numbers of a model.</summary>
internal static class Activations
{
    public static double[] Apply(Activation activation, ReadOnlySpan<float> numbers)
    {
        var values = new double[numbers.Length];
        var largest = float.NegativeInfinity;
        foreach (var number in numbers)
            largest = Math.Max(largest, number);

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = activation switch
            {
                Activation.Sigmoid => 1 / (1 + Math.Exp(-numbers[i])),
                Activation.Softmax => Math.Exp(numbers[i] - largest),
                _ => numbers[i],
            };
        }

        if (activation == Activation.Softmax)
        {
            var sum = values.Sum();
            for (var i = 0; i < values.Length; i++)
                values[i] /= sum;
        }

        return values;
    }
}
