using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using HumeGen.Benchmarks.StjTwins;
using HumeGen.Json;
using Encoding = System.Text.Encoding;

namespace HumeGen.Benchmarks;

/// <summary>Reads a <c>user_message</c> with 48 scores through the union of all that the server of a chat sends.</summary>
[MemoryDiagnoser, BenchmarkCategory("read user_message")]
public class ReadUserMessage
{
    private readonly byte[] _json = Payloads.UserMessage();

    [Benchmark]
    public object Ours() => ApiJson.Read(_json, ISubscribeEvent.ReadJson);

    [Benchmark(Baseline = true)]
    public object SystemTextJson() => IStjEvent.Read(_json);

    [Benchmark]
    public int Bare() => Floor.Read(_json);
}

/// <summary>Reads 1 MB of the predictions of a batch job.</summary>
[MemoryDiagnoser, BenchmarkCategory("read batch predictions")]
public class ReadBatchPredictions
{
    private readonly byte[] _json = Payloads.BatchPredictions(1_000_000);

    [Benchmark]
    public object Ours() => ApiJson.Read(_json, Results);

    [Benchmark(Baseline = true)]
    public object SystemTextJson() => JsonSerializer.Deserialize(_json, StjContext.Default.ListStjSourceResult)!;

    [Benchmark]
    public int Bare() => Floor.Read(_json);

    internal static IReadOnlyList<InferenceSourcePredictResult> Results(ref Utf8JsonReader reader) =>
        JsonRead.List<InferenceSourcePredictResult>(ref reader, InferenceSourcePredictResult.ReadJson);
}

/// <summary>Writes an <c>audio_input</c> with 3,200 bytes of audio into a buffer and through a writer that are used again.</summary>
[MemoryDiagnoser, BenchmarkCategory("write audio_input")]
public class WriteAudioInput : IDisposable
{
    private readonly AudioInput _ours = new() { Data = Payloads.Audio() };
    private readonly StjAudioInput _twin = new() { Data = Payloads.Audio() };
    private readonly ArrayBufferWriter<byte> _buffer = new(8_192);
    private readonly Utf8JsonWriter _writer;

    public WriteAudioInput()
    {
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    [Benchmark]
    public int Ours()
    {
        Reset();
        _ours.WriteJson(_writer);
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    [Benchmark(Baseline = true)]
    public int SystemTextJson()
    {
        Reset();
        JsonSerializer.Serialize(_writer, _twin, StjContext.Default.StjAudioInput);
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int Bare()
    {
        Reset();
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "audio_input"u8);
        _writer.WriteBase64String("data"u8, _ours.Data.Span);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Output of one of the three.</summary>
    internal string Written(Func<int> write)
    {
        write();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private void Reset()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}

/// <summary>The lower bound of any reader on <see cref="Utf8JsonReader"/>: one pass over all tokens, without their values.</summary>
internal static class Floor
{
    public static int Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
