using HumeGen.Simulator.Chats;
using HumeGen.Simulator.Evi;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Voices;

namespace HumeGen.Simulator.Sockets.Chats;

/// <summary>The parts of the simulator that chats use.</summary>
internal sealed record ChatServices(
    ChatStore Chats,
    VersionedStore Configs,
    ConfigView View,
    VoiceStore Voices,
    IdSource Ids,
    TimeProvider Clock,
    SpeechCache Speech,
    LiveChats Live,
    SimulatorLimits Limits);
