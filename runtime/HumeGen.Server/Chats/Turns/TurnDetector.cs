using HumeGen.Server.Chats.Hearing;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.Turns;

/// <summary>
/// Finds the turns of the user in the sound of a chat by a voice activity detector, and keeps the sound of each, with a little of what came before.
/// </summary>
internal sealed class TurnDetector(Func<VoiceActivityOptions, IVoiceActivityDetector> create, ChatConfig config) : IDisposable
{
    /// <summary>A turn of this length ends, so that the sound of one that never ends fills no memory.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(60);

    // Detectors are fed in parts as small as this, so that the sound of two turns in one piece is told apart.
    private const int PartsPerSecond = 50;

    // Speech is noticed a little after it has begun.
    private const int LatencyMilliseconds = 500;

    private readonly List<VoiceActivity> _found = [];
    private readonly List<short> _recent = [];
    private IVoiceActivityDetector? _detector;
    private TurnRecording? _recording;
    private int _sampleRate;
    private long _position;
    private long _begin;
    private double _millisecondsBefore;

    /// <summary>Whether somebody is speaking.</summary>
    public bool IsSpeech => _detector?.IsSpeech ?? false;

    /// <summary>Listens to the next sound, and reports what happens to turns in it, in order.</summary>
    public async ValueTask DetectAsync(ReadOnlyMemory<short> samples, int sampleRate, Func<TurnEvent, ValueTask> tell)
    {
        if (sampleRate == 0 || samples.Length == 0)
            return;

        if (sampleRate != _sampleRate)
        {
            await FinishAsync(tell).ConfigureAwait(false);
            Restart(sampleRate);
        }

        var size = Math.Max(1, sampleRate / PartsPerSecond);
        for (var at = 0; at < samples.Length; at += size)
        {
            var part = samples.Slice(at, Math.Min(size, samples.Length - at));
            _recording?.Append(part.Span);
            if (_recording is null)
                Remember(part.Span);

            _position += part.Length;
            Detect(part.Span);
            foreach (var activity in _found)
                await TellAsync(activity, part, tell).ConfigureAwait(false);

            if (_recording is not null && _position - _begin >= LongestTurn.TotalSeconds * sampleRate)
                await FinishAsync(tell).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what is being said as finished.</summary>
    public async ValueTask FinishAsync(Func<TurnEvent, ValueTask> tell)
    {
        if (_detector?.Finish() is { } end)
            await TellAsync(end, default, tell).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _recording?.End();
        _detector?.Dispose();
    }

    private void Restart(int sampleRate)
    {
        _detector?.Dispose();
        _millisecondsBefore += _sampleRate == 0 ? 0 : _position * 1000.0 / _sampleRate;
        _sampleRate = sampleRate;
        _position = 0;
        _recent.Clear();
        _detector = create(new VoiceActivityOptions
        {
            SampleRate = sampleRate,
            EndOfTurnSilence = TimeSpan.FromMilliseconds(config.EndOfTurnSilence),
            SpeechThreshold = config.SpeechThreshold,
        });
    }

    private void Detect(ReadOnlySpan<short> part)
    {
        _found.Clear();
        _detector!.Detect(part, _found);
    }

    private void Remember(ReadOnlySpan<short> part)
    {
        _recent.AddRange(part);
        var kept = (int)((config.PrefixPadding + LatencyMilliseconds) * (long)_sampleRate / 1000);
        if (_recent.Count > 2 * kept)
            _recent.RemoveRange(0, _recent.Count - kept);
    }

    private async ValueTask TellAsync(VoiceActivity activity, ReadOnlyMemory<short> part, Func<TurnEvent, ValueTask> tell)
    {
        if (activity.Kind == VoiceActivityKind.Started)
        {
            _recording?.End();
            Record(activity.Begin);
        }

        if (_recording is not { } recording)
            return;

        if (activity.Kind == VoiceActivityKind.Ended)
        {
            recording.End();
            _recording = null;
            _recent.Clear();
            Remember(part.Span);
        }

        await tell(new TurnEvent(activity.Kind, recording, activity.Begin, activity.End, Milliseconds(activity.Begin), Milliseconds(activity.End)))
            .ConfigureAwait(false);
    }

    private void Record(long begin)
    {
        var start = _position - _recent.Count;
        var skipped = (int)Math.Clamp(begin - (config.PrefixPadding * (long)_sampleRate / 1000) - start, 0, _recent.Count);
        _begin = begin;
        _recording = new TurnRecording(_sampleRate, start + skipped);
        _recording.Append(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_recent)[skipped..]);
        _recent.Clear();
    }

    private long Milliseconds(long position) => (long)Math.Round(_millisecondsBefore + (position * 1000.0 / _sampleRate));
}
