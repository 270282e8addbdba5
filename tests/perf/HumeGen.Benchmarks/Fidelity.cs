using System.Text.Json;
using Hume.EmpathicVoice;
using HumeGen.Benchmarks.StjTwins;
using HumeGen.Json;
using Encoding = System.Text.Encoding;

namespace HumeGen.Benchmarks;

/// <summary>Makes sure that both sides of a comparison do the same work: they keep the same, write the same and refuse the same.</summary>
internal static class Fidelity
{
    public static void Verify()
    {
        SameOutput("user_message", Payloads.UserMessage(), OursEvent, StjEvent);
        SameOutput("batch predictions", Payloads.BatchPredictions(10_000), OursBatch, StjBatch);

        RoundTrip(
            "unknown fields, role and tool result; the type last",
            """
            {"new":[1],"message":{"role":"visitor","content":"Hi","tool_result":{"type":"tool_dream","x":1},"new":{"a":2}},
            "models":{"prosody":{"scores":{"Joy":0.25,"Bliss":0.5}}},"time":{"begin":1,"end":2,"unit":"ms"},"type":"user_message"}
            """,
            OursEvent,
            StjEvent);
        RoundTrip("a message of an unknown type", """{"type":"weather_report","sky":"clear"}""", OursEvent, StjEvent);
        RoundTrip(
            "an unknown source, language and field",
            """
            [{"source":{"type":"dream","depth":3},"results":{"errors":[],"predictions":[{"file":"a.wav","models":{"prosody":{
            "metadata":{"confidence":1.5,"detected_language":"tlh"},"grouped_predictions":[{"id":"x","predictions":[{"time":{"begin":0.5,"end":1.5},
            "emotions":[{"name":"Joy","score":0.125,"rank":1}]}]}]}}}]}}]
            """,
            OursBatch,
            StjBatch);

        Refused("a message without its required part", """{"type":"user_message"}""", OursEvent, StjEvent);
        Refused("null for a required text", """[{"source":{"type":"url","url":null}}]""", OursBatch, StjBatch);
        Refused("a number for a text", """[{"source":{"type":"url","url":7}}]""", OursBatch, StjBatch);

        using var audio = new WriteAudioInput();
        Expect("audio_input", audio.Written(audio.Ours) == audio.Written(audio.SystemTextJson));
    }

    private static byte[] OursEvent(byte[] json) => ApiJson.Write(ApiJson.Read(json, ISubscribeEvent.ReadJson));

    private static byte[] StjEvent(byte[] json) => IStjEvent.Read(json) switch
    {
        StjUserMessage message => JsonSerializer.SerializeToUtf8Bytes(message, StjContext.Default.StjUserMessage),
        StjUnknownEvent unknown => Encoding.UTF8.GetBytes(unknown.Json.GetRawText()),
        var other => throw new InvalidOperationException($"No member is a {other.GetType().Name}."),
    };

    private static byte[] OursBatch(byte[] json) => Encoding.UTF8.GetBytes(ApiJson.WriteString(writer =>
        JsonWrite.List(writer, ApiJson.Read(json, ReadBatchPredictions.Results), static (writer, item) => item.WriteJson(writer))));

    private static byte[] StjBatch(byte[] json) => JsonSerializer.SerializeToUtf8Bytes(
        JsonSerializer.Deserialize(json, StjContext.Default.ListStjSourceResult)!, StjContext.Default.ListStjSourceResult);

    // Ours keeps an explicit null of free JSON, which the other side drops: compared is what each makes of the other's output.
    private static void SameOutput(string what, byte[] json, Func<byte[], byte[]> ours, Func<byte[], byte[]> twin)
    {
        var expected = twin(json);
        Expect(what, Equal(twin(ours(json)), expected) && Equal(ours(expected), expected));
    }

    private static void RoundTrip(string what, string json, Func<byte[], byte[]> ours, Func<byte[], byte[]> twin)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        Expect(what + ", ours", Equal(ours(utf8), utf8));
        Expect(what + ", System.Text.Json", Equal(twin(utf8), utf8));
    }

    private static void Refused(string what, string json, params Func<byte[], byte[]>[] sides)
    {
        foreach (var side in sides)
        {
            try
            {
                side(Encoding.UTF8.GetBytes(json));
            }
            catch (JsonException)
            {
                continue;
            }

            Expect(what, false);
        }
    }

    private static bool Equal(byte[] left, byte[] right)
    {
        using var a = JsonDocument.Parse(left);
        using var b = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(a.RootElement, b.RootElement);
    }

    private static void Expect(string what, bool holds)
    {
        if (!holds)
            throw new InvalidOperationException($"The two sides are not of equal fidelity: {what}.");
    }
}
