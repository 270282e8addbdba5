using System.Buffers;
using System.Text.Json;

namespace HumeGen.Benchmarks;

/// <summary>Payloads to read and write: always the same bytes, made by code.</summary>
internal static class Payloads
{
    /// <summary>The names that speech prosody and faces are scored by.</summary>
    private static readonly string[] Emotions =
    [
        "Admiration", "Adoration", "Aesthetic Appreciation", "Amusement", "Anger", "Anxiety", "Awe", "Awkwardness", "Boredom", "Calmness",
        "Concentration", "Confusion", "Contemplation", "Contempt", "Contentment", "Craving", "Desire", "Determination", "Disappointment",
        "Disgust", "Distress", "Doubt", "Ecstasy", "Embarrassment", "Empathic Pain", "Entrancement", "Envy", "Excitement", "Fear", "Guilt",
        "Horror", "Interest", "Joy", "Love", "Nostalgia", "Pain", "Pride", "Realization", "Relief", "Romance", "Sadness", "Satisfaction",
        "Shame", "Surprise (negative)", "Surprise (positive)", "Sympathy", "Tiredness", "Triumph",
    ];

    /// <summary>Text is scored by five more.</summary>
    private static readonly string[] TextEmotions = [.. Emotions, "Annoyance", "Disapproval", "Enthusiasm", "Gratitude", "Sarcasm"];

    /// <summary>A <c>user_message</c> of EVI with all 48 scores, about 1.8 KB.</summary>
    public static byte[] UserMessage()
    {
        var random = new Random(48);
        return Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "user_message");
            writer.WriteNull("custom_session_id");
            writer.WriteBoolean("from_text", false);
            writer.WriteBoolean("interim", false);
            writer.WriteString("language", "en");
            writer.WriteStartObject("message");
            writer.WriteString("role", "user");
            writer.WriteString("content", "I thought nobody would come, and then the whole street did.");
            writer.WriteNull("tool_call");
            writer.WriteNull("tool_result");
            writer.WriteEndObject();
            writer.WriteStartObject("models");
            writer.WriteStartObject("prosody");
            writer.WriteStartObject("scores");
            foreach (var name in Emotions)
                writer.WriteNumber(name, Score(random));
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartObject("time");
            writer.WriteNumber("begin", 640);
            writer.WriteNumber("end", 4_210);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>Predictions of a batch job for faces, speech and text, at least <paramref name="bytes"/> long.</summary>
    public static byte[] BatchPredictions(int bytes)
    {
        var random = new Random(1_000_000);
        return Json(writer =>
        {
            writer.WriteStartArray();
            for (var source = 0; writer.BytesCommitted + writer.BytesPending < bytes; source++)
                Source(writer, random, source);
            writer.WriteEndArray();
        });
    }

    /// <summary>100 ms of 16-bit PCM at 16 kHz: 3,200 bytes.</summary>
    public static byte[] Audio()
    {
        var audio = new byte[3_200];
        new Random(3_200).NextBytes(audio);
        return audio;
    }

    private static void Source(Utf8JsonWriter writer, Random random, int number)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("source");
        writer.WriteString("type", "url");
        writer.WriteString("url", $"https://media.example.com/interviews/{number}.mp4");
        writer.WriteEndObject();
        writer.WriteStartObject("results");
        writer.WriteStartArray("predictions");
        writer.WriteStartObject();
        writer.WriteString("file", $"interviews/{number}.mp4");
        writer.WriteStartObject("models");
        Model(writer, "face", "unknown", 16, i => Face(writer, random, i));
        Model(writer, "prosody", "spk_0", 8, i => Speech(writer, random, i));
        Model(writer, "language", "spk_0", 8, i => Text(writer, random, i));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("errors");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Model(Utf8JsonWriter writer, string name, string group, int count, Action<int> prediction)
    {
        writer.WriteStartObject(name);
        if (name == "face")
        {
            writer.WriteNull("metadata");
        }
        else
        {
            writer.WriteStartObject("metadata");
            writer.WriteNumber("confidence", 0.978515625);
            writer.WriteString("detected_language", "en");
            writer.WriteEndObject();
        }

        writer.WriteStartArray("grouped_predictions");
        writer.WriteStartObject();
        writer.WriteString("id", group);
        writer.WriteStartArray("predictions");
        for (var i = 0; i < count; i++)
        {
            writer.WriteStartObject();
            prediction(i);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Face(Utf8JsonWriter writer, Random random, int i)
    {
        writer.WriteNumber("frame", i * 10);
        writer.WriteNumber("time", i / 3.0);
        writer.WriteNumber("prob", 0.99 + random.NextDouble() / 100);
        writer.WriteStartObject("box");
        writer.WriteNumber("x", random.NextSingle() * 1000.0);
        writer.WriteNumber("y", random.NextSingle() * 1000.0);
        writer.WriteNumber("w", random.NextSingle() * 400.0);
        writer.WriteNumber("h", random.NextSingle() * 400.0);
        writer.WriteEndObject();
        Scores(writer, random, Emotions);
        writer.WriteNull("facs");
        writer.WriteNull("descriptions");
    }

    private static void Speech(Utf8JsonWriter writer, Random random, int i)
    {
        writer.WriteString("text", "and then the whole street did");
        Time(writer, i);
        writer.WriteNumber("confidence", random.NextDouble());
        writer.WriteNull("speaker_confidence");
        Scores(writer, random, Emotions);
    }

    private static void Text(Utf8JsonWriter writer, Random random, int i)
    {
        writer.WriteString("text", "street");
        writer.WriteStartObject("position");
        writer.WriteNumber("begin", i * 7);
        writer.WriteNumber("end", i * 7 + 6);
        writer.WriteEndObject();
        Time(writer, i);
        writer.WriteNumber("confidence", random.NextDouble());
        writer.WriteNull("speaker_confidence");
        Scores(writer, random, TextEmotions);
        writer.WriteNull("sentiment");
        writer.WriteNull("toxicity");
    }

    private static void Time(Utf8JsonWriter writer, int i)
    {
        writer.WriteStartObject("time");
        writer.WriteNumber("begin", i * 1.5);
        writer.WriteNumber("end", i * 1.5 + 0.5);
        writer.WriteEndObject();
    }

    private static void Scores(Utf8JsonWriter writer, Random random, string[] names)
    {
        writer.WriteStartArray("emotions");
        foreach (var name in names)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteNumber("score", Score(random));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // Small numbers with all their digits, as Hume sends them.
    private static double Score(Random random) => Math.Pow(random.NextDouble(), 3);

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
