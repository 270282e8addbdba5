using System.Text.Json;
using Hume.EmpathicVoice;
using HumeGen.Benchmarks.Peers;
using HumeGen.Json;
using Encoding = System.Text.Encoding;

namespace HumeGen.Benchmarks;

/// <summary>Makes sure that both sides of a comparison do the same work: they keep the same, write the same and refuse the same.</summary>
internal static class Fidelity
{
    public static void Verify()
    {
        SameOutput("user_message", Payloads.UserMessage(), OursEvent, PeerEvent);
        SameOutput("batch predictions", Payloads.BatchPredictions(10_000), OursBatch, PeerBatch);

        RoundTrip(
            "unknown fields, role and tool result; the type last",
            """
            {"new":[1],"message":{"role":"visitor","content":"Hi","tool_result":{"type":"tool_dream","x":1},"new":{"a":2}},
            "models":{"prosody":{"scores":{"Joy":0.25,"Bliss":0.5}}},"time":{"begin":1,"end":2,"unit":"ms"},"type":"user_message"}
            """,
            OursEvent,
            PeerEvent);
        RoundTrip("a message of an unknown type", """{"type":"weather_report","sky":"clear"}""", OursEvent, PeerEvent);
        RoundTrip(
            "an unknown source, language and field",
            """
            [{"source":{"type":"dream","depth":3},"results":{"errors":[],"predictions":[{"file":"a.wav","models":{"prosody":{
            "metadata":{"confidence":1.5,"detected_language":"tlh"},"grouped_predictions":[{"id":"x","predictions":[{"time":{"begin":0.5,"end":1.5},
            "emotions":[{"name":"Joy","score":0.125,"rank":1}]}]}]}}}]}}]
            """,
            OursBatch,
            PeerBatch);

        Refused("a message without its required part", """{"type":"user_message"}""", OursEvent, PeerEvent);
        Refused("null for a required text", """[{"source":{"type":"url","url":null}}]""", OursBatch, PeerBatch);
        Refused("a number for a text", """[{"source":{"type":"url","url":7}}]""", OursBatch, PeerBatch);

        using var audio = new WriteAudioInput();
        Expect("audio_input", audio.Written(audio.Ours) == audio.Written(audio.SystemTextJson));
    }

    private static byte[] OursEvent(byte[] json) => HumeJson.Write(HumeJson.Read(json, ISubscribeEvent.ReadJson));

    private static byte[] PeerEvent(byte[] json) => IPeerEvent.Read(json) switch
    {
        PeerUserMessage message => JsonSerializer.SerializeToUtf8Bytes(message, PeerContext.Default.PeerUserMessage),
        PeerUnknownEvent unknown => Encoding.UTF8.GetBytes(unknown.Json.GetRawText()),
        var other => throw new InvalidOperationException($"No member is a {other.GetType().Name}."),
    };

    private static byte[] OursBatch(byte[] json) => Encoding.UTF8.GetBytes(HumeJson.WriteString(writer =>
        JsonWrite.List(writer, HumeJson.Read(json, ReadBatchPredictions.Results), static (writer, item) => item.WriteJson(writer))));

    private static byte[] PeerBatch(byte[] json) => JsonSerializer.SerializeToUtf8Bytes(
        JsonSerializer.Deserialize(json, PeerContext.Default.ListPeerSourceResult)!, PeerContext.Default.ListPeerSourceResult);

    // Ours keeps an explicit null of free JSON, which the other side drops: compared is what each makes of the other's output.
    private static void SameOutput(string what, byte[] json, Func<byte[], byte[]> ours, Func<byte[], byte[]> peer)
    {
        var expected = peer(json);
        Expect(what, Equal(peer(ours(json)), expected) && Equal(ours(expected), expected));
    }

    private static void RoundTrip(string what, string json, Func<byte[], byte[]> ours, Func<byte[], byte[]> peer)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        Expect(what + ", ours", Equal(ours(utf8), utf8));
        Expect(what + ", System.Text.Json", Equal(peer(utf8), utf8));
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
