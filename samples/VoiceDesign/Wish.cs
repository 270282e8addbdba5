namespace VoiceDesign;

/// <summary>Wish of the user.</summary>
/// <param name="Description">Sound of the voice, in words.</param>
/// <param name="Text">Words of the takes.</param>
/// <param name="Name">Name to save the voice under.</param>
/// <param name="Takes">Number of takes.</param>
/// <param name="Take">Take to save, from 1; null to ask.</param>
internal sealed record Wish(string Description, string Text, string Name, int Takes, int? Take);
