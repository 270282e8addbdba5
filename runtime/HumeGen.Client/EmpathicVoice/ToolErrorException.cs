using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>
/// An error of a tool that EVI gets to know: a handler throws it for what the language model can act on, such as a city that does not exist. The message of
/// any other exception stays in the program.
/// </summary>
public sealed class ToolErrorException : ApiClientException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">Description of the error for the language model, which may say it aloud. Without secrets.</param>
    /// <param name="innerException">Cause, which EVI does not get; null if there is none.</param>
    public ToolErrorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Text for the language model.</summary>
    internal static string TextOf(Exception error, bool detailed) => detailed || error is ToolErrorException ? error.Message : "The tool failed.";
}
