namespace Samples;

/// <summary>A sentence that someone says in a sample, and the expressions that the simulator finds in the voice.</summary>
internal sealed record ScriptLine(string Text, params (string Emotion, double Score)[] Voice);
