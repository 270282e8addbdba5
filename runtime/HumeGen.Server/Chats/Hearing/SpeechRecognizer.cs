using System.Text;
using HumeGen.Server.Chats.Turns;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Hearing;

/// <summary>Understands the turns of one user by the engine of the server: while they are spoken, or at their end when the engine only takes whole recordings.</summary>
internal sealed class SpeechRecognizer(HumeServerEngines engines, TimeProvider clock)
{
    private const string Engine = "speech to text";

    private volatile bool _wholeOnly;

    /// <summary>The words of a turn, when it has ended.</summary>
    /// <param name="recording">The sound of the turn.</param>
    /// <param name="heard">Takes what is understood so far, each time that it changes.</param>
    /// <param name="cancellationToken">Set when nobody waits for the words any more.</param>
    public async Task<string> TranscribeAsync(TurnRecording recording, Func<string, ValueTask> heard, CancellationToken cancellationToken)
    {
        var engine = engines.SpeechToText;
        var options = new SpeechToTextOptions { SpeechSampleRate = recording.SampleRate };
        Exception? refusal = null;
        if (engine is not null && !_wholeOnly)
        {
            try
            {
                return await TranscribeLiveAsync(engine, recording, options, heard, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException fault)
            {
                refusal = fault;
            }
        }

        await recording.Complete.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (engine is null)
            throw EngineException.Missing(Engine, nameof(HumeServerEngines.SpeechToText));

        using var wave = recording.ToWave();
        var response = await EngineCalls
            .CallAsync(Engine, clock, token => new ValueTask<SpeechToTextResponse>(engine.GetTextAsync(wave, options, token)), cancellationToken)
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
        var told = "";
        var limit = TurnDetector.LongestTurn + EngineCalls.Longest;
        var updates = EngineCalls.ReadAsync(Engine, clock, token => engine.GetStreamingTextAsync(wave, options, token), cancellationToken, limit);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            if (update.Kind == SpeechToTextResponseUpdateKind.Error || update.Contents.OfType<ErrorContent>().Any())
                throw new EngineException($"The engine for {Engine} failed: {update.Contents.OfType<ErrorContent>().FirstOrDefault()?.Message ?? update.Text}");

            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdated)
            {
                Add(final, update.Text);
                open = "";
            }
            else if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdating)
            {
                open = update.Text.Trim();
            }

            var sofar = Joined(final, open);
            if (sofar.Length > 0 && sofar != told)
            {
                told = sofar;
                await heard(sofar).ConfigureAwait(false);
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
