using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.Hearing;

/// <summary>The sound of one turn of the user, which grows while they speak. It can be read meanwhile, and again when it is complete.</summary>
/// <param name="sampleRate">Samples a second.</param>
/// <param name="start">The place of the first sample in the sound of the chat.</param>
internal sealed class TurnRecording(int sampleRate, long start)
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private short[] _samples = new short[sampleRate];
    private int _count;

    public int SampleRate => sampleRate;

    public TimeSpan Duration
    {
        get
        {
            lock (_gate)
                return TimeSpan.FromSeconds((double)_count / sampleRate);
        }
    }

    /// <summary>Ends when no more sound is added.</summary>
    public Task Complete => _complete.Task;

    public void Append(ReadOnlySpan<short> samples)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            if (_count + samples.Length > _samples.Length)
                Array.Resize(ref _samples, Math.Max(_samples.Length * 2, _count + samples.Length));

            samples.CopyTo(_samples.AsSpan(_count));
            _count += samples.Length;
            waiting = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.TrySetResult();
    }

    public void End()
    {
        _complete.TrySetResult();
        lock (_gate)
            _more.TrySetResult();
    }

    /// <summary>The sound between two places in the sound of the chat.</summary>
    public AudioSamples Cut(long begin, long end)
    {
        lock (_gate)
        {
            var from = (int)Math.Clamp(begin - start, 0, _count);
            var to = (int)Math.Clamp(end - start, from, _count);
            return new AudioSamples(_samples.AsMemory(from, to - from), sampleRate);
        }
    }

    /// <summary>The whole as a WAV file.</summary>
    public MemoryStream ToWave()
    {
        lock (_gate)
        {
            var data = WaveFile.ToBytes(_samples.AsSpan(0, _count));
            return new MemoryStream([.. WaveFile.Header(sampleRate, data.Length), .. data]);
        }
    }

    /// <summary>Waits for samples from a place on, and copies them; none when the recording has ended there.</summary>
    public async ValueTask<int> ReadAsync(int position, Memory<short> samples, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var count = Math.Min(samples.Length, _count - position);
                if (count > 0)
                {
                    _samples.AsSpan(position, count).CopyTo(samples.Span);
                    return count;
                }

                if (_complete.Task.IsCompleted)
                    return 0;

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
