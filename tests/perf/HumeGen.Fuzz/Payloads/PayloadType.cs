using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Fuzz.Payloads;

/// <summary>A type that is read from payloads.</summary>
internal abstract class PayloadType
{
    public abstract string Name { get; }

    /// <summary>Valid payloads of the type.</summary>
    public abstract IReadOnlyList<byte[]> Examples();

    /// <summary>Fails unless a valid payload is accepted and is written as it was.</summary>
    public abstract void CheckExample(byte[] json);

    /// <summary>Reads a payload, and checks what becomes of an accepted one.</summary>
    /// <returns>Whether it was accepted.</returns>
    public abstract bool Check(byte[] json);
}

/// <inheritdoc/>
internal sealed class PayloadType<T>(MethodInfo read) : PayloadType
    where T : IJsonWritable
{
    private readonly JsonReader<T> _read = read.CreateDelegate<JsonReader<T>>();

    public override string Name => typeof(T).FullName!;

    public override IReadOnlyList<byte[]> Examples() => new ExampleValues().Of(typeof(T));

    public override void CheckExample(byte[] json)
    {
        if (!Check(json))
            throw new InvalidOperationException($"{Name} does not read what it wrote: {Encoding.UTF8.GetString(json)}");
    }

    public override bool Check(byte[] json)
    {
        T value;
        try
        {
            value = ApiJson.Read(json, _read);
        }
        catch (JsonException)
        {
            return false;
        }

        var written = Write(value, "It is read and cannot be written.");
        if (value.ToString() is null)
            throw new FindingException("It has no text form.");
        JsonComparison.AssertKept(json, written);

        T again;
        try
        {
            again = ApiJson.Read(written, _read);
        }
        catch (JsonException e)
        {
            throw new FindingException($"It is written as {Encoding.UTF8.GetString(written)}, which is refused.", e);
        }

        if (!Write(again, "It cannot be written the second time.").AsSpan().SequenceEqual(written))
            throw new FindingException($"It is written as {Encoding.UTF8.GetString(written)}, which is read as something else.");
        return true;
    }

    private static byte[] Write(T value, string problem)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            ApiJson.Write(buffer, value);
            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception e)
        {
            throw new FindingException(problem, e);
        }
    }
}
