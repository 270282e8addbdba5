using System.Text;

namespace HumeGen.Server.Tests.Engines.Onnx;

/// <summary>Writes small ONNX models, as the bytes of their protocol buffers.</summary>
internal static class OnnxFile
{
    private const int Float = 1;
    private const int Int64 = 7;
    private const int String = 8;

    /// <summary>A model whose three numbers are the mean loudness, times the weights, plus the biases.</summary>
    /// <param name="samples">The samples that it takes; 0 for any number.</param>
    public static byte[] Loudness(int samples, float[] weights, float[] biases) => Model(
        [
            Node("Abs", ["audio"], ["loud"]),
            Node("ReduceMean", ["loud"], ["mean"], Ints("axes", 1)),
            Node("Mul", ["mean", "weights"], ["weighed"]),
            Node("Add", ["weighed", "biases"], ["scores"]),
        ],
        [Tensor("weights", weights), Tensor("biases", biases)],
        Value("audio", Float, 1, samples),
        Value("scores", Float, 1, weights.Length));

    /// <summary>A model whose numbers are the mean of the sound, times the weights, plus the biases, and that fails when the sound is shorter than its window.</summary>
    public static byte[] LoudnessOfLongSound(int window, float[] weights, float[] biases) => Model(
        [
            Node("AveragePool", ["audio"], ["pooled"], Ints("kernel_shape", window)),
            Node("ReduceMean", ["pooled"], ["mean"], Ints("axes", 2)),
            Node("Mul", ["mean", "weights"], ["weighed"]),
            Node("Add", ["weighed", "biases"], ["scores"]),
        ],
        [Tensor("weights", weights), Tensor("biases", biases)],
        Value("audio", Float, 1, 1, 0),
        Value("scores", Float, 1, 1, weights.Length));

    /// <summary>A model that counts words in a text of one word.</summary>
    public static byte[] Words(params string[] words) => Model(
        [
            Node("TfIdfVectorizer", ["text"], ["counts"],
                Int("max_gram_length", 1), Int("max_skip_count", 0), Int("min_gram_length", 1), Text("mode", "TF"), Ints("ngram_counts", 0),
                Ints("ngram_indexes", [.. Enumerable.Range(0, words.Length)]), Texts("pool_strings", words)),
        ],
        [],
        Value("text", String, 1),
        Value("counts", Float, words.Length));

    /// <summary>A model that takes the numbers of a tokenizer.</summary>
    public static byte[] Tokens() =>
        Model([Node("Cast", ["input_ids"], ["scores"], Int("to", Float))], [], Value("input_ids", Int64, 1, 2), Value("scores", Float, 1, 2));

    private static byte[] Model(byte[][] nodes, byte[][] tensors, byte[] input, byte[] output)
    {
        byte[] graph = [.. nodes.SelectMany(node => Field(1, node)), .. Field(2, "g"u8), .. tensors.SelectMany(t => Field(5, t)), .. Field(11, input), .. Field(12, output)];
        return [.. Number(1, 8), .. Field(7, graph), .. Field(8, Number(2, 13))];
    }

    private static byte[] Node(string kind, string[] inputs, string[] outputs, params byte[][] attributes) =>
        [.. inputs.SelectMany(i => Field(1, i)), .. outputs.SelectMany(o => Field(2, o)), .. Field(4, kind), .. attributes.SelectMany(a => Field(5, a))];

    private static byte[] Int(string name, int value) => [.. Field(1, name), .. Number(3, value), .. Number(20, 2)];

    private static byte[] Text(string name, string value) => [.. Field(1, name), .. Field(4, value), .. Number(20, 3)];

    private static byte[] Ints(string name, params int[] values) => [.. Field(1, name), .. values.SelectMany(v => Number(8, v)), .. Number(20, 7)];

    private static byte[] Texts(string name, string[] values) => [.. Field(1, name), .. values.SelectMany(v => Field(9, v)), .. Number(20, 8)];

    private static byte[] Tensor(string name, float[] values) =>
        [.. Number(1, 1), .. Number(1, values.Length), .. Number(2, Float), .. Field(8, name), .. Field(9, [.. values.SelectMany(BitConverter.GetBytes)])];

    private static byte[] Value(string name, int type, params int[] shape)
    {
        var dimensions = shape.SelectMany(size => Field(1, size > 0 ? Number(1, size) : Field(2, "n")));
        return [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, type), .. Field(2, [.. dimensions])]))];
    }

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, ReadOnlySpan<byte> content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (var rest = (uint)value; ; rest >>= 7)
        {
            bytes.Add((byte)(rest < 0x80 ? rest : rest | 0x80));
            if (rest < 0x80)
                return [.. bytes];
        }
    }
}
