using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

/// <summary>The parts of the server that calls for speech use.</summary>
internal sealed record TtsServices(SpeechSynthesizer Speech, VoiceDirectory Voices, HumeServerEngines Engines, IdSource Ids, ServerLimits Limits);
