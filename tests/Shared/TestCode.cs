namespace HumeGen.Tests;

/// <summary>A catalogue of codes such as the generator emits one.</summary>
public sealed record TestCode(string Value) : IApiCode
{
    public bool IsKnown => Meaning is not null;

    public string? Meaning => Value switch
    {
        "E0709" => "The config does not exist.",
        "E0716" => "The settings are wrong.",
        "too quiet" => "Nobody was heard.",
        "1000" => "The server has nothing more to say.",
        "1008" => "The client broke a rule.",
        _ => null,
    };

    public string? Remedy => Value switch
    {
        "E0709" => "List the configs and take an id from there.",
        "E0716" => "Correct the setting that the message names.",
        "too quiet" => "Speak up.",
        "1000" => "Connect again for another talk.",
        "1008" => "Read the last error.",
        _ => null,
    };
}
