using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.StjTwins;

internal sealed class StjSourceResult : StjObject
{
    [JsonRequired]
    public IStjSource Source { get; set; } = null!;

    public StjResults? Results { get; set; }

    public string? Error { get; set; }
}

[JsonConverter(typeof(StjSourceConverter))]
internal interface IStjSource;

internal sealed class StjUnknownSource : IStjSource
{
    public JsonElement Json { get; init; }
}

internal sealed class StjSourceUrl : StjObject, IStjSource
{
    public string Type => "url";

    [JsonRequired]
    public string Url { get; set; } = null!;
}

internal sealed class StjSourceFile : StjObject, IStjSource
{
    public string Type => "file";

    public string? Filename { get; set; }

    public string? ContentType { get; set; }

    [JsonRequired]
    public string Md5sum { get; set; } = null!;
}

internal sealed class StjSourceText : StjObject, IStjSource
{
    public string Type => "text";
}

internal sealed class StjSourceConverter : JsonConverter<IStjSource>
{
    public override IStjSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var key = StjUnion.Key(reader);
        if (key.ValueTextEquals("url"u8))
            return JsonSerializer.Deserialize(ref reader, StjContext.Default.StjSourceUrl)!;
        if (key.ValueTextEquals("file"u8))
            return JsonSerializer.Deserialize(ref reader, StjContext.Default.StjSourceFile)!;
        if (key.ValueTextEquals("text"u8))
            return JsonSerializer.Deserialize(ref reader, StjContext.Default.StjSourceText)!;
        return new StjUnknownSource { Json = JsonElement.ParseValue(ref reader) };
    }

    public override void Write(Utf8JsonWriter writer, IStjSource value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case StjSourceUrl url:
                JsonSerializer.Serialize(writer, url, StjContext.Default.StjSourceUrl);
                break;
            case StjSourceFile file:
                JsonSerializer.Serialize(writer, file, StjContext.Default.StjSourceFile);
                break;
            case StjSourceText text:
                JsonSerializer.Serialize(writer, text, StjContext.Default.StjSourceText);
                break;
            case StjUnknownSource unknown:
                unknown.Json.WriteTo(writer);
                break;
        }
    }
}

internal sealed class StjResults : StjObject
{
    [JsonRequired]
    public List<StjFilePredictions> Predictions { get; set; } = null!;

    [JsonRequired]
    public List<StjSourceError> Errors { get; set; } = null!;
}

internal sealed class StjSourceError : StjObject
{
    [JsonRequired]
    public string Message { get; set; } = null!;

    [JsonRequired]
    public string File { get; set; } = null!;
}

internal sealed class StjFilePredictions : StjObject
{
    [JsonRequired]
    public string File { get; set; } = null!;

    [JsonRequired]
    public StjModels Models { get; set; } = null!;
}

internal sealed class StjModels : StjObject
{
    public StjPredictions<JsonElement?, StjFace>? Face { get; set; }

    public StjPredictions<JsonElement?, StjBurst>? Burst { get; set; }

    public StjPredictions<StjTranscription, StjSpeech>? Prosody { get; set; }

    public StjPredictions<StjTranscription, StjText>? Language { get; set; }

    public StjPredictions<StjTranscription, StjEntity>? Ner { get; set; }

    public StjPredictions<JsonElement?, StjFacemesh>? Facemesh { get; set; }
}

internal sealed class StjPredictions<TMetadata, TPrediction> : StjObject
{
    public TMetadata? Metadata { get; set; }

    [JsonRequired]
    public List<StjGroup<TPrediction>> GroupedPredictions { get; set; } = null!;
}

internal sealed class StjTranscription : StjObject
{
    [JsonRequired]
    public double Confidence { get; set; }

    public StjLanguageTag? DetectedLanguage { get; set; }
}

[JsonConverter(typeof(StjLanguageTagConverter))]
internal readonly record struct StjLanguageTag(string Value);

// English first: the order in which a careful hand would ask.
internal sealed class StjLanguageTagConverter() : StjEnumConverter<StjLanguageTag>(
    v => new(v), v => v.Value, "en", "es", "fr", "de", "it", "pt", "zh", "ja", "ko", "hi", "nl", "pl", "ru", "sv", "tr", "uk");

internal sealed class StjGroup<TPrediction> : StjObject
{
    [JsonRequired]
    public string Id { get; set; } = null!;

    [JsonRequired]
    public List<TPrediction> Predictions { get; set; } = null!;
}

internal sealed class StjFace : StjObject
{
    [JsonRequired]
    public ulong Frame { get; set; }

    [JsonRequired]
    public double Time { get; set; }

    [JsonRequired]
    public double Prob { get; set; }

    [JsonRequired]
    public StjBox Box { get; set; } = null!;

    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;

    public List<StjScore>? Facs { get; set; }

    public List<StjScore>? Descriptions { get; set; }
}

internal sealed class StjBox : StjObject
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

internal sealed class StjBurst : StjObject
{
    [JsonRequired]
    public StjTime Time { get; set; } = null!;

    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;

    public List<StjScore>? Descriptions { get; set; }
}

internal sealed class StjSpeech : StjObject
{
    public string? Text { get; set; }

    [JsonRequired]
    public StjTime Time { get; set; } = null!;

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;
}

internal sealed class StjText : StjObject
{
    [JsonRequired]
    public string Text { get; set; } = null!;

    [JsonRequired]
    public StjPosition Position { get; set; } = null!;

    public StjTime? Time { get; set; }

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;

    public List<StjScore>? Sentiment { get; set; }

    public List<StjScore>? Toxicity { get; set; }
}

internal sealed class StjEntity : StjObject
{
    [JsonRequired]
    public string Entity { get; set; } = null!;

    [JsonRequired]
    public StjPosition Position { get; set; } = null!;

    [JsonRequired]
    public double EntityConfidence { get; set; }

    [JsonRequired]
    public double Support { get; set; }

    [JsonRequired]
    public string Uri { get; set; } = null!;

    [JsonRequired]
    public string LinkWord { get; set; } = null!;

    public StjTime? Time { get; set; }

    public double? Confidence { get; set; }

    public double? SpeakerConfidence { get; set; }

    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;
}

internal sealed class StjFacemesh : StjObject
{
    [JsonRequired]
    public List<StjScore> Emotions { get; set; } = null!;
}

internal sealed class StjTime : StjObject
{
    [JsonRequired]
    public double Begin { get; set; }

    [JsonRequired]
    public double End { get; set; }
}

internal sealed class StjPosition : StjObject
{
    [JsonRequired]
    public ulong Begin { get; set; }

    [JsonRequired]
    public ulong End { get; set; }
}

internal sealed class StjScore : StjObject
{
    [JsonRequired]
    public string Name { get; set; } = null!;

    [JsonRequired]
    public double Score { get; set; }
}
