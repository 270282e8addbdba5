namespace HumeGen.Server.Engines;

/// <summary>Something that a voice activity detector has noticed.</summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="Begin">The beginning of the speech, in samples from the start of the sound.</param>
/// <param name="End">The place where the speech was last heard, in samples from the start of the sound.</param>
public readonly record struct VoiceActivity(VoiceActivityKind Kind, long Begin, long End);
