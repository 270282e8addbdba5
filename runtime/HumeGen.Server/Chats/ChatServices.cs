using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The parts of the server that chats use.</summary>
internal sealed record ChatServices(
    ChatStore Chats,
    IVersionedStore Configs,
    ConfigView View,
    VoiceDirectory Voices,
    IdSource Ids,
    TimeProvider Clock,
    SpeechSynthesizer Speech,
    LiveChats Live,
    ServerLimits Limits,
    HumeServerEngines Engines);
