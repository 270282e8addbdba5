using System.Text;

namespace HumeGen.Server.Tests.Engines.Whisper;

/// <summary>
/// Writes a model in the format of whisper.cpp that hears the same words in all sound: its weights are 0, but the decoder's position decides the next token, over
/// an embedding that knows four of them.
/// </summary>
internal static class WhisperFile
{
    public const string Words = "Turn on the light.";

    private const int States = 32;
    private const int Vocabulary = 51_864;
    private const int AudioPositions = 1_500;
    private const int TextPositions = 448;
    private const int Mels = 80;
    private const int EndOfText = 50_256;
    private const int FirstTimestamp = 50_363;

    /// <summary>Writes the model.</summary>
    public static void Write(string path)
    {
        using var file = File.Create(path);
        using var writer = new BinaryWriter(file);
        Write(writer, 0x67676d6c, Vocabulary, AudioPositions, States, 1, 1, TextPositions, States, 1, 1, Mels, 1);
        const int frequencies = 201;
        Write(writer, Mels, frequencies);
        writer.Write(new byte[Mels * frequencies * sizeof(float)]);

        string[] tokens = [" ", " " + Words];
        writer.Write(tokens.Length);
        foreach (var token in tokens)
        {
            writer.Write(Encoding.UTF8.GetByteCount(token));
            writer.Write(Encoding.UTF8.GetBytes(token));
        }

        // After the start come the time 0, the words, the time of one second, and the end.
        int[] spoken = [FirstTimestamp, 1, FirstTimestamp + 50, EndOfText];
        Tensor(writer, "encoder.positional_embedding", [States, AudioPositions]);
        Half(writer, "encoder.conv1.weight", [3, Mels, States]);
        Tensor(writer, "encoder.conv1.bias", [1, States]);
        Half(writer, "encoder.conv2.weight", [3, States, States]);
        Tensor(writer, "encoder.conv2.bias", [1, States]);
        Norm(writer, "encoder.ln_post");
        Block(writer, "encoder.blocks.0", "attn");
        Tensor(writer, "decoder.positional_embedding", [States, TextPositions], i => i % States == Math.Min(i / States, spoken.Length - 1) ? 1_000 : 0);
        Half(writer, "decoder.token_embedding.weight", [States, Vocabulary], i => Array.IndexOf(spoken, i / States) == i % States ? 10 : 0);
        Norm(writer, "decoder.ln");
        Block(writer, "decoder.blocks.0", "attn", "cross_attn");
    }

    private static void Block(BinaryWriter writer, string block, params string[] attentions)
    {
        Norm(writer, block + ".mlp_ln");
        Half(writer, block + ".mlp.0.weight", [States, 4 * States]);
        Tensor(writer, block + ".mlp.0.bias", [4 * States]);
        Half(writer, block + ".mlp.2.weight", [4 * States, States]);
        Tensor(writer, block + ".mlp.2.bias", [States]);
        foreach (var attention in attentions.Select(name => $"{block}.{name}"))
        {
            Norm(writer, attention + "_ln");
            foreach (var part in (string[])["query", "key", "value", "out"])
            {
                Half(writer, $"{attention}.{part}.weight", [States, States]);
                if (part != "key")
                    Tensor(writer, $"{attention}.{part}.bias", [States]);
            }
        }
    }

    private static void Norm(BinaryWriter writer, string name)
    {
        Tensor(writer, name + ".weight", [States], _ => 1);
        Tensor(writer, name + ".bias", [States]);
    }

    private static void Tensor(BinaryWriter writer, string name, int[] sizes, Func<int, float>? value = null)
    {
        Header(writer, name, sizes, 0);
        for (var i = 0; i < sizes.Aggregate((a, b) => a * b); i++)
            writer.Write(value?.Invoke(i) ?? 0);
    }

    private static void Half(BinaryWriter writer, string name, int[] sizes, Func<int, float>? value = null)
    {
        Header(writer, name, sizes, 1);
        for (var i = 0; i < sizes.Aggregate((a, b) => a * b); i++)
            writer.Write((System.Half)(value?.Invoke(i) ?? 0));
    }

    private static void Header(BinaryWriter writer, string name, int[] sizes, int type)
    {
        Write(writer, sizes.Length, name.Length, type);
        Write(writer, sizes);
        writer.Write(Encoding.ASCII.GetBytes(name));
    }

    private static void Write(BinaryWriter writer, params int[] numbers)
    {
        foreach (var number in numbers)
            writer.Write(number);
    }
}
