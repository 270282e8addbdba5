using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Json;

namespace HumeGen.Generator.Tests;

/// <summary>Generated code, compiled and loaded; it is unloaded when disposed.</summary>
internal sealed class LoadedOutput : IDisposable
{
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);
    private readonly Assembly _assembly;

    public LoadedOutput(GeneratorRun run)
    {
        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        _assembly = _context.LoadFromStream(image);
    }

    /// <summary>Runs <c>public static object? Usage.Run()</c> of the user's code.</summary>
    public object? Run() => _assembly.GetType("Usage", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<object?>>()();

    /// <summary>Reads a value of a generated record or enum and writes it again.</summary>
    public string RoundTrip(string type, string json) => ApiJson.WriteString(Read(type, json));

    /// <summary>Reads a value of a generated record or enum.</summary>
    public IJsonWritable Read(string type, string json)
    {
        try
        {
            return (IJsonWritable)typeof(ApiJson).GetMethod(nameof(ApiJson.Read), 1, [typeof(string)])!
                .MakeGenericMethod(_assembly.GetType(type, throwOnError: true)!)
                .Invoke(null, [json])!;
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    /// <summary>Reads a member of a generated union.</summary>
    public IJsonWritable ReadUnion(string union, string json) =>
        (IJsonWritable)JsonSerializer.Deserialize(json, _assembly.GetType(union, throwOnError: true)!)!;

    /// <summary>Asserts that a value is written as it was read, members in the order of the record.</summary>
    public void AssertRoundTrip(string type, string json)
    {
        var written = RoundTrip(type, json);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), $"Read:    {json}\nWritten: {written}");
    }

    public void Dispose() => _context.Unload();
}
