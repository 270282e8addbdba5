using HumeGen;

namespace Customised.Voice.EmpathicVoice;

// Each generated type is partial: what is written here belongs to it as if it had been generated.
internal sealed partial record AssistantProsody
{
    /// <summary>The expression that is heard most in the voice; null when it was not measured.</summary>
    public string? StrongestExpression => Models?.Prosody?.Scores.Scores.MaxBy(score => score.Value).Key;
}

internal sealed partial record PostedPrompt
{
    private readonly string _name = "";

    /// <summary>Name of the prompt, without the blanks that people type around it. The generator has such a property, too, and steps back for this one.</summary>
    public required string Name
    {
        get => _name;
        init => _name = value.Trim();
    }
}
