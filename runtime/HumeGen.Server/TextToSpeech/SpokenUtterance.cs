using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>One utterance of a request, with the speaker that it has or takes over from the one before.</summary>
internal sealed record SpokenUtterance(int Index, string Text, EngineVoice Voice, string? Description, double Speed, double TrailingSeconds);
