using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats;

/// <summary>One turn of the assistant's speech.</summary>
/// <param name="Sentences">The sentences, each of which is a message.</param>
/// <param name="FromText">Whether the client gave the words.</param>
/// <param name="Voice">The voice.</param>
internal sealed record SpeechTurn(IReadOnlyList<string> Sentences, bool FromText, EngineVoice Voice);
