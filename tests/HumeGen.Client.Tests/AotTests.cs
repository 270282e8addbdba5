using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>The client works where there is no reflection, and every call can be limited and cancelled.</summary>
public partial class AotTests
{
    public static TheoryData<string> Methods => [.. Calls.OfEveryClient.Select(m => $"{m.DeclaringType!.Name}.{m.Name}")];

    [Fact]
    public void Reflection_is_off_in_these_tests() => Assert.False(JsonSerializer.IsReflectionEnabledByDefault);

    [Fact]
    public void The_assemblies_say_that_they_can_be_trimmed()
    {
        foreach (var assembly in (Assembly[])[typeof(HumeClient).Assembly, typeof(ApiPipeline).Assembly])
            Assert.Contains(assembly.GetCustomAttributes<AssemblyMetadataAttribute>(), a => a is { Key: "IsTrimmable", Value: "True" });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_call_takes_options_and_a_token_and_needs_neither(string name)
    {
        foreach (var method in Calls.OfEveryClient.Where(m => $"{m.DeclaringType!.Name}.{m.Name}" == name))
        {
            var parameters = method.GetParameters();
            Assert.Equal([typeof(ApiCallOptions), typeof(CancellationToken)], parameters[^2..].Select(p => p.ParameterType));
            Assert.All(parameters[^2..], p => Assert.True(p.IsOptional));
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_type_of_JSON_is_known_to_System_Text_Json()
    {
        // All but the binary frames of a socket.
        foreach (var type in typeof(HumeClient).Assembly.GetExportedTypes().Where(t => typeof(HumeGen.Json.IJsonWritable).IsAssignableFrom(t) && t != typeof(StreamInputAudio)))
            Assert.True(type.IsDefined(typeof(JsonConverterAttribute), inherit: false), $"{type} has no converter.");
    }

    [Fact]
    public void Generated_types_go_into_documents_of_the_users_own()
    {
        var note = new Note { Title = "Draft", Request = new() { Utterances = [new() { Text = "Hi" }], Format = new FormatWav() }, Language = Bcp47Tag.No };
        var json = JsonSerializer.Serialize(note, NoteContext.Default.Note);
        Assert.Equal("""{"Title":"Draft","Request":{"format":{"type":"wav"},"utterances":[{"text":"Hi"}]},"Format":null,"Language":"no"}""", json);

        var read = JsonSerializer.Deserialize("""{"Title":"T","Format":{"type":"flac","bits":24},"Language":"kl"}""", NoteContext.Default.Note)!;
        Assert.Equal("flac", Assert.IsType<UnknownFormat>(read.Format).Type);
        Assert.Equal("kl", read.Language.Value);
    }

    internal sealed class Note
    {
        public string? Title { get; set; }

        public PostedTts? Request { get; set; }

        public IFormat? Format { get; set; }

        public Bcp47Tag Language { get; set; }
    }

    [JsonSerializable(typeof(Note))]
    internal sealed partial class NoteContext : JsonSerializerContext;
}
