using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Hume.EmpathicVoice;
using Microsoft.Extensions.AI;
using Type = Microsoft.Extensions.AI.RealtimeServerMessageType;

namespace Hume.AI;

/// <summary>Turns messages of EVI's into those of the abstraction. A turn of the assistant's becomes a response with a beginning and an end.</summary>
internal sealed class RealtimeReplies
{
    private readonly StringBuilder _spoken = new();
    private string? _response;
    private int _count;

    public IEnumerable<RealtimeServerMessage> Of(ISubscribeEvent message, bool samples)
    {
        var replies = message switch
        {
            UserMessage user => [Heard(user)],
            AssistantMessage said => [.. Begin(), Said(said)],
            AudioOutput audio => [.. Begin(), Spoken(audio, samples)],
            AssistantEnd => End(RealtimeResponseStatus.Completed),
            UserInterruption => End(RealtimeResponseStatus.Cancelled),
            ToolCallMessage call => [new ResponseOutputItemRealtimeServerMessage(Type.ResponseOutputItemDone) { ResponseId = _response, Item = Item(call) }],
            WebSocketError error => [new ErrorRealtimeServerMessage { Error = new(error.Message) { ErrorCode = error.Code, Details = error.ErrorCode?.Remedy } }],
            _ => new List<RealtimeServerMessage>(),
        };

        // A message without a counterpart comes as it is.
        if (replies.Count == 0)
            replies.Add(new() { Type = Type.RawContentOnly });
        foreach (var reply in replies)
            reply.RawRepresentation = message;
        return replies;
    }

    private static RealtimeServerMessage Heard(UserMessage user) => user.FromText == true
        ? new ResponseOutputItemRealtimeServerMessage(Type.ConversationItemAdded) { Item = new([new TextContent(user.Message.Content)], null, ChatRole.User) }
        : new InputAudioTranscriptionRealtimeServerMessage(user.Interim == true ? Type.InputAudioTranscriptionDelta : Type.InputAudioTranscriptionCompleted)
        {
            Transcription = user.Message.Content,
        };

    private List<RealtimeServerMessage> Begin()
    {
        if (_response is not null)
            return [];
        _response = "response-" + (++_count).ToString(CultureInfo.InvariantCulture);
        return [new ResponseCreatedRealtimeServerMessage(Type.ResponseCreated) { ResponseId = _response }];
    }

    private OutputTextAudioRealtimeServerMessage Said(AssistantMessage said)
    {
        // EVI sends a turn in pieces that stand alone, and the deltas of a text are joined without anything between.
        var text = _spoken.Length > 0 && said.Message.Content is { Length: > 0 } ? " " + said.Message.Content : said.Message.Content ?? "";
        _spoken.Append(text);
        return new(Type.OutputAudioTranscriptionDelta) { ResponseId = _response, ItemId = said.Id, Text = text };
    }

    private OutputTextAudioRealtimeServerMessage Spoken(AudioOutput audio, bool samples) =>
        new(Type.OutputAudioDelta) { ResponseId = _response, ItemId = audio.Id, Audio = Base64(audio, samples) };

    private List<RealtimeServerMessage> End(string status)
    {
        if (_response is not { } response)
            return [];
        var text = _spoken.ToString();
        _response = null;
        _spoken.Clear();
        return
        [
            new OutputTextAudioRealtimeServerMessage(Type.OutputAudioTranscriptionDone) { ResponseId = response, Text = text },
            new OutputTextAudioRealtimeServerMessage(Type.OutputAudioDone) { ResponseId = response },
            new ResponseCreatedRealtimeServerMessage(Type.ResponseDone) { ResponseId = response, Status = status },
        ];
    }

    private static RealtimeConversationItem Item(ToolCallMessage call)
    {
        var content = FunctionCallContent.CreateFromParsedArguments(call.Parameters, call.ToolCallId, call.Name, Arguments);
        content.RawRepresentation = call;
        // EVI runs its built-in tools itself.
        content.InformationalOnly = call.ToolType == ToolType.Builtin;
        return new([content], call.ToolCallId, ChatRole.Assistant);
    }

    private static IDictionary<string, object?>? Arguments(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone());
    }

    private static string Base64(AudioOutput audio, bool samples)
    {
        var data = samples ? audio.ReadPcm().Data : audio.Data;
        var bytes = MemoryMarshal.TryGetArray(data, out var array) ? array : new ArraySegment<byte>(data.ToArray());
        return Convert.ToBase64String(bytes.Array!, bytes.Offset, bytes.Count);
    }
}
