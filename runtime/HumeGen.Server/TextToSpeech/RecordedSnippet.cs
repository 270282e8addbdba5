using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>A snippet that has been spoken, and where it is in the recording, in samples.</summary>
internal sealed record RecordedSnippet(Snippet Snippet, long Start, long Length, IReadOnlyList<SpeechTimestamp> Timestamps);
