namespace HumeGen.Server.TextToSpeech;

/// <summary>A generation that has been spoken, with its snippets by utterance, and where it is in the recording, in samples.</summary>
internal sealed record RecordedGeneration(string Id, long Start, long Length, IReadOnlyList<IReadOnlyList<RecordedSnippet>> Groups);
