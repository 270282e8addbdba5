namespace HumeGen.Server.Tool;

/// <summary>Collects what is wrong with the settings, so that all of it is told at once.</summary>
internal sealed class Problems
{
    private readonly List<string> _all = [];

    /// <summary>Reads a setting; the default when it is wrong.</summary>
    public T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ToolException problem)
        {
            _all.AddRange(problem.Problems);
            return default!;
        }
    }

    /// <summary>Does something that a setting asks for.</summary>
    public void Try(Action act) => Try(() =>
    {
        act();
        return true;
    });

    public void Add(string problem) => _all.Add(problem);

    /// <exception cref="ToolException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (_all.Count > 0)
            throw new ToolException(_all);
    }
}
