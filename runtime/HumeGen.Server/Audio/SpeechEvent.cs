namespace HumeGen.Server.Audio;

/// <param name="Kind">The kind of event.</param>
/// <param name="Begin">When the speech began, in ms from the start of the audio.</param>
/// <param name="End">When it was last heard, in ms from the start of the audio.</param>
/// <param name="Seed">Depends on how the speech begins: its first 200 ms.</param>
/// <param name="FullSeed">Depends on all of the speech.</param>
internal readonly record struct SpeechEvent(SpeechEventKind Kind, long Begin, long End, string Seed, string FullSeed);
