using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The parts of the server that chats use.</summary>
internal sealed record ChatServices(
    ChatStore Chats,
    IVersionedStore Configs,
    ConfigView View,
    VoiceStore Voices,
    IdSource Ids,
    TimeProvider Clock,
    SpeechCache Speech,
    LiveChats Live,
    ServerLimits Limits,
    HumeServerEngines Engines);
