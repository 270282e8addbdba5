namespace Microphone;

/// <summary>The arguments of the program.</summary>
/// <param name="File">The recording to speak; null for the microphone.</param>
/// <param name="Save">The file for what the assistant says; null for the loudspeaker.</param>
internal sealed record Arguments(string? File, string? Save)
{
    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments(null, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
                throw Unknown(args[i]);
            parsed = args[i] switch
            {
                "--file" => parsed with { File = args[i + 1] },
                "--save" => parsed with { Save = args[i + 1] },
                var other => throw Unknown(other),
            };
        }

        return parsed;
    }

    private static ProblemException Unknown(string argument) =>
        new($"{argument}: not an argument of this program, or its file is missing. Give --file question.wav to speak a recording, --save answer.wav to write the answer.");
}

/// <summary>A problem that the user can mend, told in one line.</summary>
internal sealed class ProblemException(string message) : Exception(message);
