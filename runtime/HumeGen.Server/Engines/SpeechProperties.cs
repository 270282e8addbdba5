namespace HumeGen.Server.Engines;

/// <summary>Names of what the server adds to <c>TextToSpeechOptions.AdditionalProperties</c>.</summary>
public static class SpeechProperties
{
    /// <summary>
    /// A string: how the text is to be spoken when there is a voice, how the voice sounds when there is none. Absent without a description.
    /// </summary>
    public const string Description = "description";

    /// <summary>An <see cref="int"/>: the number of the take, from 0, when one text is spoken several times to choose from.</summary>
    public const string Take = "take";
}
