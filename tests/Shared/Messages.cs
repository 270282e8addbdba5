using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Tests;

/// <summary>A message that the test channel sends, as the generator would emit it.</summary>
public interface ISent : IJsonWritable;

/// <summary>A message that the test channel receives, as the generator would emit it.</summary>
public interface IReceived
{
    static IReceived ReadJson(ref Utf8JsonReader reader)
    {
        if (JsonRead.TryFind(reader, "type"u8, out var key) && key.TokenType == JsonTokenType.String)
        {
            if (key.ValueTextEquals("heard"u8))
                return Heard.ReadJson(ref reader);
            if (key.ValueTextEquals("sound"u8))
                return Sound.ReadJson(ref reader);
            if (key.ValueTextEquals("error"u8))
                return Problem.ReadJson(ref reader);
            if (key.ValueTextEquals("begin"u8))
                return new Begin(JsonRead.Text(JsonRead.Element(ref reader), "id"u8));
            if (key.ValueTextEquals("call"u8))
                return new Call(JsonRead.Text(JsonRead.Element(ref reader), "id"u8));
        }

        return new Unknown { Json = JsonRead.Element(ref reader) };
    }
}

/// <summary>Text to send.</summary>
public sealed record Say(string Text) : ISent
{
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "say");
        writer.WriteString("text", Text);
        writer.WriteEndObject();
    }
}

/// <summary>Settings to send.</summary>
public sealed record Configure(string Text) : ISent
{
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "configure");
        writer.WriteString("text", Text);
        writer.WriteEndObject();
    }
}

/// <summary>The answer to a <see cref="Call"/>.</summary>
public sealed record Answer(string Id) : ISent
{
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "answer");
        writer.WriteString("id", Id);
        writer.WriteEndObject();
    }
}

/// <summary>The message that begins a conversation, and names it.</summary>
public sealed record Begin(string Id) : IReceived;

/// <summary>A call of the server's that wants an answer.</summary>
public sealed record Call(string Id) : IReceived;

/// <summary>A message that cannot be written.</summary>
public sealed record Unwritable : ISent
{
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        throw new InvalidOperationException("no such number");
    }
}

/// <summary>Audio, in both directions.</summary>
public sealed record Sound(long Seq, ReadOnlyMemory<byte> Data) : ISent, IReceived
{
    public static Sound ReadJson(ref Utf8JsonReader reader)
    {
        long? seq = null;
        ReadOnlyMemory<byte>? data = null;
        JsonRead.StartObject(ref reader, "Sound");
        while (JsonRead.NextProperty(ref reader, out var name))
        {
            if (name.SequenceEqual("seq"u8))
                seq = JsonRead.Int64(ref reader);
            else if (name.SequenceEqual("data"u8))
                data = JsonRead.Base64(ref reader);
            else
                reader.Skip();
        }

        return new Sound(seq ?? JsonRead.Missing<long>(ref reader, "Sound", "seq", 0), data ?? JsonRead.Missing<ReadOnlyMemory<byte>>(ref reader, "Sound", "data", default));
    }

    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "sound");
        writer.WriteNumber("seq", Seq);
        writer.WriteBase64String("data", Data.Span);
        writer.WriteEndObject();
    }
}

/// <summary>Text that came.</summary>
public sealed record Heard(string Text) : IReceived
{
    public static Heard ReadJson(ref Utf8JsonReader reader)
    {
        string? text = null;
        JsonRead.StartObject(ref reader, "Heard");
        while (JsonRead.NextProperty(ref reader, out var name))
        {
            if (name.SequenceEqual("text"u8))
                text = JsonRead.String(ref reader);
            else
                reader.Skip();
        }

        return new Heard(text ?? throw JsonRead.Missing("Heard", "text"));
    }
}

/// <summary>An error that the server reports.</summary>
public sealed record Problem(string Code, string Message) : IReceived, IRealtimeError
{
    public IApiCode? ErrorCode => new TestCode(Code);

    public string? ErrorText => Message;

    public static Problem ReadJson(ref Utf8JsonReader reader)
    {
        var json = JsonRead.Element(ref reader);
        return new Problem(JsonRead.Text(json, "code"u8), JsonRead.Text(json, "message"u8));
    }
}

/// <summary>Binary data, on a channel that has it.</summary>
public sealed record Binary(ReadOnlyMemory<byte> Bytes) : IReceived;

/// <summary>Binary data to send.</summary>
public sealed record Raw(ReadOnlyMemory<byte> Data) : ISent, IBinaryMessage
{
    public void WriteJson(Utf8JsonWriter writer) => writer.WriteBase64StringValue(Data.Span);
}

/// <summary>Plain text, in both directions.</summary>
public sealed record Plain(string Text) : ISent, IReceived, ITextMessage
{
    public void WriteJson(Utf8JsonWriter writer) => writer.WriteStringValue(Text);
}

/// <summary>A message that cannot be read, or of an unknown type.</summary>
public sealed record Unknown : IReceived, IUnknownJson, IJsonWritable
{
    public JsonElement Json { get; init; }

    public ReadOnlyMemory<byte> Raw { get; init; }

    public Exception? Error { get; init; }

    public void WriteJson(Utf8JsonWriter writer) => Json.WriteTo(writer);
}

/// <summary>A connection such as the generator emits.</summary>
public sealed class TestConnection(
    RealtimeSocket socket, bool binary = false, bool text = false, bool json = true, RealtimeSessionRules<ISent, IReceived>? rules = null)
    : RealtimeConnection<ISent, IReceived>(
        socket,
        json ? IReceived.ReadJson : null,
        static (raw, error) => new Unknown { Raw = raw, Error = error },
        binary ? static bytes => new Binary(bytes) : null,
        text ? static text => new Plain(text) : null,
        rules)
{
    /// <summary>Rules of a conversation that can be resumed.</summary>
    public static RealtimeSessionRules<ISent, IReceived> Resumable { get; } = new()
    {
        ResumeParameter = "resume",
        FindResumeValue = static received => (received as Begin)?.Id,
        IsSetting = static sent => sent is Configure,
        IsLive = static sent => sent is Sound,
        FindCallId = static received => (received as Call)?.Id,
        FindAnsweredCallId = static sent => (sent as Answer)?.Id,
        InactivityCodes = ["E0714"],
        MaxDurationCodes = ["E0715"],
    };

    public CancellationToken Ended => SocketEnded;

    /// <summary>Set to see each message before it is queued, and to keep it when the function says so.</summary>
    public Func<IReceived, bool>? Taking { get; set; }

    protected override bool TryTake(IReceived message) => Taking?.Invoke(message) ?? false;
}
