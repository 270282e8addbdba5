namespace HumeGen.Server.Engines;

/// <summary>A voice in the terms of an engine. The engine takes the voice that it uses for everybody when both are null.</summary>
/// <param name="Id">The id of a voice that the engine knows; null for a voice that is described.</param>
/// <param name="Description">How the voice sounds, in words, for an engine that can make a voice of that.</param>
public sealed record EngineVoice(string? Id = null, string? Description = null);
