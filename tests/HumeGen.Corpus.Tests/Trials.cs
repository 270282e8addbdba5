using Xunit.Abstractions;
using Xunit.Sdk;

namespace HumeGen.Corpus.Tests;

/// <summary>The outcomes so far. The table is written after each, so that it is there whatever the next document does to the process.</summary>
public sealed class Trials(IMessageSink messages) : IDisposable
{
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Tries a document of the folder that is given.</summary>
    internal async Task<Outcome> RunAsync(string name)
    {
        _outcomes[name] = Outcome.Failed(Corpus.Given.Read(name), "crashed", "It ended the process.");
        WriteTable();
        var outcome = _outcomes[name] = await Corpus.Given.TryAsync(name);
        WriteTable();
        return outcome;
    }

    public void Dispose() =>
        messages.OnMessage(new DiagnosticMessage($"{OutcomeTable.Of(_outcomes.Values)}\n{OutcomeTable.Totals(_outcomes.Values, Corpus.Given.Skipped)}\nThe table is in {Corpus.Table}."));

    private void WriteTable()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Corpus.Table)!);
        File.WriteAllText(Corpus.Table, $"{OutcomeTable.Of(_outcomes.Values)}\n{OutcomeTable.Totals(_outcomes.Values, Corpus.Given.Skipped)}");
    }
}
