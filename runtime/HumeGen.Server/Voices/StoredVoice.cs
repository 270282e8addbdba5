using HumeGen.Server.Engines;

namespace HumeGen.Server.Voices;

/// <summary>A voice that somebody has saved from a generation.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name. No other voice of the store has it.</param>
/// <param name="EngineVoice">What the engine needs to speak with the voice.</param>
public sealed record StoredVoice(string Id, string Name, EngineVoice EngineVoice);
