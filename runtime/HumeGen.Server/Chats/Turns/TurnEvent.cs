using HumeGen.Server.Chats.Hearing;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.Turns;

/// <summary>Something that has happened to a turn of the user.</summary>
/// <param name="Kind">Whether it has started, goes on or is over.</param>
/// <param name="Recording">The sound of the turn.</param>
/// <param name="FirstSample">The place in the sound of the chat where the speech began.</param>
/// <param name="LastSample">The place where it was last heard.</param>
/// <param name="Begin">When the speech began, in ms from the start of the sound.</param>
/// <param name="End">When it was last heard, in ms from the start of the sound.</param>
internal readonly record struct TurnEvent(VoiceActivityKind Kind, TurnRecording Recording, long FirstSample, long LastSample, long Begin, long End);
