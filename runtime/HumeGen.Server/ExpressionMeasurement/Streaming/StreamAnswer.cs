using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>Writes the answer to a payload: predictions, a warning when no model found anything, or an error.</summary>
internal sealed class StreamAnswer : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Utf8JsonWriter _json;

    public StreamAnswer()
    {
        _json = new Utf8JsonWriter(_output, Relaxed);
        _json.WriteStartObject();
    }

    public static StreamAnswer OfFault(SocketFault fault)
    {
        var answer = new StreamAnswer();
        answer._json.WriteString("error", fault.Message);
        answer._json.WriteString("code", fault.Code);
        return answer;
    }

    public void AddWarning(string code, string text)
    {
        _json.WriteString("warning", text);
        _json.WriteString("code", code);
    }

    public void AddFaces(IReadOnlyList<FaceExpression> faces, FaceSettings settings) => Add("face", faces, face =>
    {
        _json.WriteNumber("frame", face.Frame);
        if (face.Time is { } time)
            _json.WriteNumber("time", Math.Round(time.TotalSeconds, 6));
        else
            _json.WriteNull("time");

        _json.WriteBox("bbox", face.Box);
        _json.WriteNumber("prob", face.Probability);
        _json.WriteString("face_id", settings.IdentifyFaces ? face.FaceId ?? "unknown" : "unknown");
        _json.WriteScores("emotions", face.Emotions);
        if (settings.FacialActions)
            _json.WriteScores("facs", face.FacialActions);

        if (settings.Descriptions)
            _json.WriteScores("descriptions", face.Descriptions);
    });

    public void AddFacemeshes(IReadOnlyList<IReadOnlyList<ExpressionScore>> meshes) =>
        Add("facemesh", meshes, emotions => _json.WriteScores("emotions", emotions));

    public void AddBursts(IReadOnlyList<VocalBurst> bursts) => Add("burst", bursts, burst =>
    {
        _json.WriteTime(burst.Begin, burst.End);
        _json.WriteScores("emotions", burst.Emotions);
    });

    public void AddProsody(TimeSpan length, IReadOnlyList<ExpressionScore> emotions) => Add("prosody", [emotions], scores =>
    {
        _json.WriteTime(TimeSpan.Zero, length);
        _json.WriteScores("emotions", scores);
    });

    public void AddLanguage(string text, IReadOnlyList<(TextSpan Piece, LanguageExpression Expression)> pieces, LanguageMeasures measures) => Add("language", pieces, found =>
    {
        _json.WriteString("text", found.Piece.Of(text));
        _json.WritePosition(found.Piece);
        _json.WriteScores("emotions", found.Expression.Emotions);
        if (measures.HasFlag(LanguageMeasures.Sentiment))
            _json.WriteScores("sentiment", found.Expression.Sentiment);

        if (measures.HasFlag(LanguageMeasures.Toxicity))
            _json.WriteScores("toxicity", found.Expression.Toxicity);
    });

    /// <summary>Ends the answer with the id of the payload and the job, where they are wanted.</summary>
    public ReadOnlyMemory<byte> Finish(string? payloadId, string? jobId)
    {
        if (payloadId is not null)
            _json.WriteString("payload_id", payloadId);

        if (jobId is not null)
        {
            _json.WriteStartObject("job_details");
            _json.WriteString("job_id", jobId);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        return _output.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void Add<T>(string model, IReadOnlyList<T> predictions, Action<T> write)
    {
        _json.WriteStartObject(model);
        _json.WriteStartArray("predictions");
        foreach (var prediction in predictions)
        {
            _json.WriteStartObject();
            write(prediction);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
