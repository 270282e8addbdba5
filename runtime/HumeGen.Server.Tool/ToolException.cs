namespace HumeGen.Server.Tool;

/// <summary>The program cannot do what it was told. The problems are for the user, one line each.</summary>
internal sealed class ToolException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public ToolException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems => problems;
}
