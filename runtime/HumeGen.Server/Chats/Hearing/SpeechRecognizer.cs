using System.Text;
using HumeGen.Server.Chats.Turns;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Hearing;

/// <summary>Understands the turns of one user by the engine of the server: while they are spoken, or at their end when the engine only takes whole recordings.</summary>
internal sealed class SpeechRecognizer(ChatServices hume)
{
    private const string Name = "engine that understands speech";
    private const string Missing = "This server has no engine that understands speech: set HumeServerEngines.SpeechToText.";

    private readonly EngineReader _reader = hume.Reader(Name);
    private readonly EngineReader _liveReader = hume.Reader(Name, TurnDetector.LongestTurn);
    private volatile bool _wholeOnly;

    /// <summary>The words of a turn, when it has ended.</summary>
    /// <param name="recording">The sound of the turn.</param>
    /// <param name="heard">Takes what is understood so far, each time that it changes.</param>
    /// <param name="cancellationToken">Set when nobody waits for the words any more.</param>
    public async Task<string> TranscribeAsync(TurnRecording recording, Func<string, ValueTask> heard, CancellationToken cancellationToken)
    {
        var engine = hume.Engines.SpeechToText;
        var options = new SpeechToTextOptions { SpeechSampleRate = recording.SampleRate };
        Exception? refusal = null;
        if (engine is not null && !_wholeOnly)
        {
            try
            {
                return await TranscribeLiveAsync(engine, recording, options, heard, cancellationToken).ConfigureAwait(false);
            }
            // An engine that refuses by an exception of its own, as it is busy, is not asked again.
            catch (EngineException fault) when (fault is { IsLate: false, InnerException: not null })
            {
                refusal = fault;
            }
        }

        await recording.Complete.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (engine is null)
            throw new EngineException(Missing);

        using var wave = recording.ToWave();
        var response = await _reader
            .CallAsync(stop => new ValueTask<SpeechToTextResponse>(engine.GetTextAsync(wave, options, stop)), cancellationToken)
            .ConfigureAwait(false);
        _wholeOnly = refusal is not null || _wholeOnly;
        return response.Text.Trim();
    }

    private async Task<string> TranscribeLiveAsync(
        ISpeechToTextClient engine, TurnRecording recording, SpeechToTextOptions options, Func<string, ValueTask> heard, CancellationToken cancellationToken)
    {
        using var wave = new GrowingWave(recording);
        var final = new StringBuilder();
        var open = "";
        TimeSpan? openEnd = null;
        var updates = _liveReader.ReadAsync(stop => engine.GetStreamingTextAsync(wave, options, stop), cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            if (update.Kind == SpeechToTextResponseUpdateKind.Error || update.Contents.OfType<ErrorContent>().Any())
                throw new EngineException($"The {Name} has failed.", new InvalidOperationException(update.Contents.OfType<ErrorContent>().FirstOrDefault()?.Message ?? update.Text));

            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdated)
            {
                Add(final, update.Text);
                (open, openEnd) = ("", null);
            }
            else if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdating)
            {
                // Some engines never say that words are final, but begin with the next ones.
                if (update.StartTime >= openEnd)
                    Add(final, open);

                (open, openEnd) = (update.Text.Trim(), update.EndTime);
                if (open.Length > 0)
                    await heard(Joined(final, open)).ConfigureAwait(false);
            }
        }

        // An engine that stops before the turn does has understood no more of it.
        await recording.Complete.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Joined(final, open);
    }

    private static string Joined(StringBuilder final, string open) => open.Length == 0 ? final.ToString() : final.Length == 0 ? open : $"{final} {open}";

    private static void Add(StringBuilder final, string text)
    {
        if (text.Trim() is { Length: > 0 } words)
            final.Append(final.Length > 0 ? " " : "").Append(words);
    }
}
