using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>The parts of the server that chats use.</summary>
internal sealed record ChatServices(
    ChatLog Chats,
    VersionedStore Configs,
    ConfigView View,
    VoiceStore Voices,
    IdSource Ids,
    TimeProvider Clock,
    HumeServerEngines Engines,
    SpeechSynthesizer Speech,
    AllowedAddresses Allowed,
    LiveChats Live,
    ServerLimits Limits);
