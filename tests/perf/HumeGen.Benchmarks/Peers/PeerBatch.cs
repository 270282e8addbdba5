using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.Peers;

internal sealed class PeerSourceResult : PeerObject
{
    [JsonRequired]
    public IPeerSource Source { get; set; } = null!;

    public PeerResults? Results { get; set; }

    public string? Error { get; set; }
}

[JsonConverter(typeof(PeerSourceConverter))]
internal interface IPeerSource;

internal sealed class PeerUnknownSource : IPeerSource
{
    public JsonElement Json { get; init; }
}

internal sealed class PeerSourceUrl : PeerObject, IPeerSource
{
    public string Type => "url";

    [JsonRequired]
    public string Url { get; set; } = null!;
}

internal sealed class PeerSourceFile : PeerObject, IPeerSource
{
    public string Type => "file";

    public string? Filename { get; set; }

    public string? ContentType { get; set; }

    [JsonRequired]
    public string Md5sum { get; set; } = null!;
}

internal sealed class PeerSourceText : PeerObject, IPeerSource
{
    public string Type => "text";
}

internal sealed class PeerSourceConverter : JsonConverter<IPeerSource>
{
    public override IPeerSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var key = PeerUnion.Key(reader);
        if (key.ValueTextEquals("url"u8))
            return JsonSerializer.Deserialize(ref reader, PeerContext.Default.PeerSourceUrl)!;
        if (key.ValueTextEquals("file"u8))
            return JsonSerializer.Deserialize(ref reader, PeerContext.Default.PeerSourceFile)!;
        if (key.ValueTextEquals("text"u8))
            return JsonSerializer.Deserialize(ref reader, PeerContext.Default.PeerSourceText)!;
        return new PeerUnknownSource { Json = JsonElement.ParseValue(ref reader) };
    }

    public override void Write(Utf8JsonWriter writer, IPeerSource value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case PeerSourceUrl url:
                JsonSerializer.Serialize(writer, url, PeerContext.Default.PeerSourceUrl);
                break;
            case PeerSourceFile file:
                JsonSerializer.Serialize(writer, file, PeerContext.Default.PeerSourceFile);
                break;
            case PeerSourceText text:
                JsonSerializer.Serialize(writer, text, PeerContext.Default.PeerSourceText);
                break;
            case PeerUnknownSource unknown:
                unknown.Json.WriteTo(writer);
                break;
        }
    }
}

internal sealed class PeerResults : PeerObject
{
    [JsonRequired]
    public List<PeerFilePredictions> Predictions { get; set; } = null!;

    [JsonRequired]
    public List<PeerSourceError> Errors { get; set; } = null!;
}

internal sealed class PeerSourceError : PeerObject
{
    [JsonRequired]
    public string Message { get; set; } = null!;

    [JsonRequired]
    public string File { get; set; } = null!;
}

internal sealed class PeerFilePredictions : PeerObject
{
    [JsonRequired]
    public string File { get; set; } = null!;

    [JsonRequired]
    public PeerModels Models { get; set; } = null!;
}

internal sealed class PeerModels : PeerObject
{
    public PeerPredictions<JsonElement?, PeerFace>? Face { get; set; }

    public PeerPredictions<JsonElement?, PeerBurst>? Burst { get; set; }

    public PeerPredictions<PeerTranscription, PeerSpeech>? Prosody { get; set; }

    public PeerPredictions<PeerTranscription, PeerText>? Language { get; set; }

    public PeerPredictions<PeerTranscription, PeerEntity>? Ner { get; set; }

    public PeerPredictions<JsonElement?, PeerFacemesh>? Facemesh { get; set; }
}

internal sealed class PeerPredictions<TMetadata, TPrediction> : PeerObject
{
    public TMetadata? Metadata { get; set; }

    [JsonRequired]
    public List<PeerGroup<TPrediction>> GroupedPredictions { get; set; } = null!;
}

internal sealed class PeerTranscription : PeerObject
{
    [JsonRequired]
    public double Confidence { get; set; }

    public PeerLanguageTag? DetectedLanguage { get; set; }
}

[JsonConverter(typeof(PeerLanguageTagConverter))]
internal readonly record struct PeerLanguageTag(string Value);

// English first: the order in which a careful hand would ask.
internal sealed class PeerLanguageTagConverter() : PeerEnumConverter<PeerLanguageTag>(
    v => new(v), v => v.Value, "en", "es", "fr", "de", "it", "pt", "zh", "ja", "ko", "hi", "nl", "pl", "ru", "sv", "tr", "uk");

internal sealed class PeerGroup<TPrediction> : PeerObject
{
    [JsonRequired]
    public string Id { get; set; } = null!;

    [JsonRequired]
    public List<TPrediction> Predictions { get; set; } = null!;
}

internal sealed class PeerFace : PeerObject
{
    [JsonRequired]
    public ulong Frame { get; set; }

    [JsonRequired]
    public double Time { get; set; }

    [JsonRequired]
    public double Prob { get; set; }

    [JsonRequired]
    public PeerBox Box { get; set; } = null!;

    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;

    public List<PeerScore>? Facs { get; set; }

    public List<PeerScore>? Descriptions { get; set; }
}

internal sealed class PeerBox : PeerObject
{
    [JsonRequired]
    public double X { get; set; }

    [JsonRequired]
    public double Y { get; set; }

    [JsonRequired]
    public double W { get; set; }

    [JsonRequired]
    public double H { get; set; }
}

internal sealed class PeerBurst : PeerObject
{
    [JsonRequired]
    public PeerTime Time { get; set; } = null!;

    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;

    public List<PeerScore>? Descriptions { get; set; }
}

internal sealed class PeerSpeech : PeerObject
{
    public string? Text { get; set; }

    [JsonRequired]
    public PeerTime Time { get; set; } = null!;

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;
}

internal sealed class PeerText : PeerObject
{
    [JsonRequired]
    public string Text { get; set; } = null!;

    [JsonRequired]
    public PeerPosition Position { get; set; } = null!;

    public PeerTime? Time { get; set; }

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;

    public List<PeerScore>? Sentiment { get; set; }

    public List<PeerScore>? Toxicity { get; set; }
}

internal sealed class PeerEntity : PeerObject
{
    [JsonRequired]
    public string Entity { get; set; } = null!;

    [JsonRequired]
    public PeerPosition Position { get; set; } = null!;

    [JsonRequired]
    public double EntityConfidence { get; set; }

    [JsonRequired]
    public double Support { get; set; }

    [JsonRequired]
    public string Uri { get; set; } = null!;

    [JsonRequired]
    public string LinkWord { get; set; } = null!;

    public PeerTime? Time { get; set; }

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;
}

internal sealed class PeerFacemesh : PeerObject
{
    [JsonRequired]
    public List<PeerScore> Emotions { get; set; } = null!;
}

internal sealed class PeerTime : PeerObject
{
    [JsonRequired]
    public double Begin { get; set; }

    [JsonRequired]
    public double End { get; set; }
}

internal sealed class PeerPosition : PeerObject
{
    [JsonRequired]
    public ulong Begin { get; set; }

    [JsonRequired]
    public ulong End { get; set; }
}

internal sealed class PeerScore : PeerObject
{
    [JsonRequired]
    public string Name { get; set; } = null!;

    [JsonRequired]
    public double Score { get; set; }
}
