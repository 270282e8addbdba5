namespace HumeGen.Fuzz;

/// <summary>A kind of input, and the code that must survive it.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The longest that one case may take.</summary>
    public virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <summary>Cases at once where the options do not say.</summary>
    public virtual int Threads => Environment.ProcessorCount;

    /// <summary>A description of what the cases are made of, for the first line.</summary>
    public abstract string Material { get; }

    /// <summary>A worker, which runs one case after the other.</summary>
    public abstract IFuzzWorker CreateWorker();
}

/// <summary>Runs cases of one kind, one after the other.</summary>
internal interface IFuzzWorker : IAsyncDisposable
{
    /// <summary>Runs one case.</summary>
    /// <returns>The outcome in a word or two, by which cases are counted.</returns>
    /// <exception cref="Exception">Any exception is a finding.</exception>
    Task<string> RunAsync(FuzzCase input);
}

/// <summary>A wrong result without an exception.</summary>
internal sealed class FindingException(string message, Exception? innerException = null) : Exception(message, innerException);
