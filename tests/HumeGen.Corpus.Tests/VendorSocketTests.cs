using System.Text.Json;
using HumeGen.Generator.Tests;
using HumeGen.Json;

namespace HumeGen.Corpus.Tests;

/// <summary>
/// The JSON that goes over sockets of the kinds that vendors describe is read as the record of its message, and written as it was. Which messages go each way
/// is in <c>expected.tsv</c>.
/// </summary>
public sealed class VendorSocketTests(VendorSocketTests.Outputs outputs) : IClassFixture<VendorSocketTests.Outputs>
{
    [Theory]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "Ping", """{"type":"ping","ping_event":{"event_id":1,"ping_ms":20}}""")]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "AudioResponse", """{"audio_event":{"audio_base_64":"AAAA","event_id":1},"type":"audio"}""")]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "UserTranscript", """{"type":"user_transcript","user_transcription_event":{"user_transcript":"Hello"}}""")]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "ClientToolCall", """{"type":"client_tool_call","client_tool_call":{"tool_name":"t","tool_call_id":"1","parameters":{"a":1}}}""")]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "ContextualUpdate", """{"type":"contextual_update","text":"t"}""")]
    [InlineData("conversation-socket", "LarkspurConversations.IV1AgentsConversationServerMessage", "UnknownV1AgentsConversationServerMessage", """{"type":"of_next_year"}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.IV1TextToSpeechVoiceIdStreamInputServerMessage", "AudioOutput", """{"audio":"AAAA","alignment":null}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.IV1TextToSpeechVoiceIdStreamInputServerMessage", "AudioOutput", """{"audio":"AAAA","alignment":{"chars":["H"],"charStartTimesMs":[0]}}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.IV1TextToSpeechVoiceIdStreamInputServerMessage", "FinalOutput", """{"isFinal":true}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.IV1TextToSpeechVoiceIdMultiStreamInputServerMessage", "AudioOutputMulti", """{"audio":"AAAA","contextId":"c"}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.IV1TextToSpeechVoiceIdMultiStreamInputServerMessage", "FinalOutputMulti", """{"isFinal":true,"contextId":"c"}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "SessionBegins", """{"message_type":"SessionBegins","session_id":"4d6a4a1c","expires_at":"2026-01-01T00:00:00+00:00"}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "PartialTranscript", """{"audio_start":0,"audio_end":10,"confidence":0.5,"text":"he","words":[],"created":"2026-01-01T00:00:00+00:00","message_type":"PartialTranscript"}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "FinalTranscript", """{"audio_start":0,"audio_end":10,"confidence":0.5,"text":"Hello.","words":[{"start":0,"end":10,"confidence":0.5,"text":"Hello."}],"created":"2026-01-01T00:00:00+00:00","message_type":"FinalTranscript","punctuated":true,"text_formatted":true}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "SessionInformation", """{"message_type":"SessionInformation","audio_duration_seconds":1.5}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "SessionTerminated", """{"message_type":"SessionTerminated"}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.IV2RealtimeWsServerMessage", "RealtimeError", """{"error":"Not authorized"}""")]
    [InlineData("turns", "TurnstoneStreaming.ITranscriptionServerMessage", "SessionBegins", """{"type":"Begin","id":"4d6a4a1c","expires_at":1760000000}""")]
    [InlineData("turns", "TurnstoneStreaming.ITranscriptionServerMessage", "Turn", """{"turn_order":0,"end_of_turn":true,"transcript":"Hi","words":[{"text":"Hi","start":0,"end":9,"word_is_final":true}],"type":"Turn"}""")]
    [InlineData("turns", "TurnstoneStreaming.ITranscriptionServerMessage", "SessionTerminated", """{"type":"Termination","audio_duration_seconds":9}""")]
    [InlineData("recorder-export", "WrenExport.IV1ListenServerMessage", "ListenV1Results", """{"type":"Results","channel_index":[0,1],"is_final":true,"channel":{"alternatives":[{"transcript":"Hi","confidence":0.9,"words":[{"word":"hi","start":0.1,"end":0.4,"speaker":1}]}]}}""")]
    [InlineData("recorder-export", "WrenExport.IV1ListenServerMessage", "ListenV1Metadata", """{"type":"Metadata","request_id":"r","duration":1.5}""")]
    [InlineData("recorder-export", "WrenExport.IV1ListenServerMessage", "ListenV1UtteranceEnd", """{"type":"UtteranceEnd","channel":[0,1],"last_word_end":2.5}""")]
    [InlineData("recorder-export", "WrenExport.IV1ListenServerMessage", "ListenV1SpeechStarted", """{"type":"SpeechStarted","timestamp":0.5}""")]
    [InlineData("recorder-export", "WrenExport.IV1SpeakServerMessage", "SpeakV1Metadata", """{"type":"Metadata","request_id":"r","model_name":"m"}""")]
    [InlineData("recorder-export", "WrenExport.IV1SpeakServerMessage", "SpeakV1Flushed", """{"type":"Flushed","sequence_id":1}""")]
    [InlineData("recorder-export", "WrenExport.IV1SpeakServerMessage", "SpeakV1Cleared", """{"type":"Cleared","sequence_id":1}""")]
    [InlineData("recorder-export", "WrenExport.IV1SpeakServerMessage", "SpeakV1Warning", """{"type":"Warning","description":"d","code":"c"}""")]
    [InlineData("dialogue-export", "AgentV1.IV1AgentConverseServerMessage", "AgentV1Welcome", """{"type":"Welcome","request_id":"r"}""")]
    [InlineData("dialogue-export", "AgentV1.IV1AgentConverseServerMessage", "AgentV1ConversationText", """{"type":"ConversationText","role":"assistant","content":"Hi"}""")]
    [InlineData("dialogue-export", "AgentV1.IV1AgentConverseServerMessage", "AgentV1FunctionCallRequest", """{"type":"FunctionCallRequest","functions":[{"id":"1","name":"n","arguments":"{}","client_side":true}]}""")]
    [InlineData("dialogue-export", "AgentV1.IV1AgentConverseServerMessage", "AgentV1Error", """{"type":"Error","description":"d","code":"c"}""")]
    [InlineData("listen-and-speak", "WrenSockets.IListenServerMessage", "Results", """{"type":"Results","channel":{"alternatives":[{"transcript":"Hi","confidence":0.9}]},"is_final":true}""")]
    [InlineData("listen-and-speak", "WrenSockets.IListenServerMessage", "UtteranceEnd", """{"type":"UtteranceEnd","last_word_end":2.5}""")]
    [InlineData("listen-and-speak", "WrenSockets.ISpeakServerMessage", "ControlMessagesResponse", """{"type":"flush","sequence_id":1}""")]
    [InlineData("listen-and-speak", "WrenSockets.ISpeakServerMessage", "MetadataResponse", """{"type":"Metadata","request_id":"r","model_name":"m"}""")]
    [InlineData("listen-and-speak", "WrenSockets.ISpeakServerMessage", "ErrorResponse", """{"error_code":401,"error_message":"m"}""")]
    [InlineData("listen-and-speak", "WrenSockets.ISpeakServerMessage", "CloseFrame", """{"code":1008,"payload":"DATA-0000"}""")]
    public void What_arrives_is_its_message(string document, string union, string message, string json)
    {
        var read = outputs.Of(document).ReadUnion(union, json);

        Assert.Equal(message, read.GetType().Name);
        Assert.Equal(Canonical(json), Canonical(ApiJson.WriteString(read)));
    }

    [Theory]
    [InlineData("conversation-socket", "LarkspurConversations.Pong", """{"type":"pong","event_id":1}""")]
    [InlineData("conversation-socket", "LarkspurConversations.UserAudioChunk", """{"user_audio_chunk":"AAAA"}""")]
    [InlineData("conversation-socket", "LarkspurConversations.ClientToolResult", """{"type":"client_tool_result","tool_call_id":"1","result":"r","is_error":false}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.InitializeConnection", """{"text":" ","voice_settings":{"stability":0.5,"speed":1}}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.SendText", """{"text":"Hello ","flush":true}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.CloseConnection", """{"text":""}""")]
    [InlineData("speech-studio-sockets", "LarkspurSockets.CloseContext", """{"context_id":"c","close_context":true}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.TerminateSession", """{"terminate_session":true}""")]
    [InlineData("realtime-transcripts", "TurnstoneRealtime.Base64Audio", """{"audio_data":"AAAA"}""")]
    [InlineData("turns", "TurnstoneStreaming.SessionTermination", """{"type":"Terminate"}""")]
    [InlineData("turns", "TurnstoneStreaming.UpdateConfiguration", """{"type":"UpdateConfiguration","max_turn_silence":200}""")]
    [InlineData("recorder-export", "WrenExport.ListenV1KeepAlive", """{"type":"KeepAlive"}""")]
    [InlineData("recorder-export", "WrenExport.SpeakV1Text", """{"type":"Speak","text":"Hello"}""")]
    [InlineData("dialogue-export", "AgentV1.AgentV1Settings", """{"type":"Settings","audio":{"input":{"encoding":"linear16","sample_rate":16000}},"speak":{"provider":{"type":"t","model":"m"}}}""")]
    [InlineData("dialogue-export", "AgentV1.AgentV1FunctionCallResponse", """{"type":"FunctionCallResponse","id":"1","name":"n","content":"c"}""")]
    [InlineData("listen-and-speak", "WrenSockets.TextToSpeechRequest", """{"type":"Speak","text":"Hello"}""")]
    [InlineData("listen-and-speak", "WrenSockets.ControlMessagesRequest", """{"type":"Flush"}""")]
    public void What_is_sent_is_as_the_vendor_has_it(string document, string message, string json) => outputs.Of(document).AssertRoundTrip(message, json);

    // Without nulls, which an optional property is not written with.
    private static string Canonical(string json) => string.Join(",", JsonDocument.Parse(json).RootElement.EnumerateObject()
        .Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => $"{p.Name}:{p.Value.GetRawText()}").Order(StringComparer.Ordinal));

    /// <summary>The compiled documents.</summary>
    public sealed class Outputs : IDisposable
    {
        private readonly Dictionary<string, LoadedOutput> _outputs = new(StringComparer.Ordinal);

        internal LoadedOutput Of(string document)
        {
            if (!_outputs.TryGetValue(document, out var output))
                _outputs[document] = output = new LoadedOutput(GeneratorRun.Of(Corpus.Own.Read(document + ".yml").Files, expectDiagnostics: true));
            return output;
        }

        public void Dispose()
        {
            foreach (var output in _outputs.Values)
                output.Dispose();
        }
    }
}
