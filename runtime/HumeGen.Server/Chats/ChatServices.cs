using HumeGen.Server.Chats.Forwarding;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;
using HumeGen.Server.Webhooks;

namespace HumeGen.Server.Chats;

/// <summary>The parts of the server that chats use.</summary>
internal sealed record ChatServices(
    ChatLog Chats,
    IRecordingStore Recordings,
    IVersionedStore Configs,
    ConfigView View,
    VoiceDirectory Voices,
    IdSource Ids,
    TimeProvider Clock,
    SpeechSynthesizer Speech,
    AllowedAddresses Allowed,
    LiveChats Live,
    ChatForwarder Forwarder,
    ServerLimits Limits,
    WebhookSender Webhooks,
    HumeServerEngines Engines)
{
    /// <summary>Reads what an engine makes, as long as it takes no more than the time of the limits.</summary>
    /// <param name="engine">Its name, for errors.</param>
    /// <param name="more">Further time.</param>
    public EngineReader Reader(string engine, TimeSpan more = default) => new(engine, TimeSpan.FromSeconds(Limits.EngineSeconds) + more, Clock);
}
