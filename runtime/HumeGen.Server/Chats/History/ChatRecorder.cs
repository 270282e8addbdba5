using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.History;

/// <summary>Records a chat. A store that fails costs the recording and not the chat: the fault is logged, and nothing more is recorded.</summary>
/// <param name="store">The recordings.</param>
/// <param name="chatId">The chat.</param>
/// <param name="maxSeconds">The length from which on nothing is added.</param>
/// <param name="failed">Logs a fault.</param>
internal sealed class ChatRecorder(IRecordingStore store, string chatId, double maxSeconds, Func<Exception, string> failed)
{
    private static readonly short[] Pause = new short[IRecordingStore.SampleRate / 4];

    private readonly long _most = (long)(maxSeconds * IRecordingStore.SampleRate) + 1;
    private long _samples;
    private bool _broken;

    /// <summary>Adds what the user has said.</summary>
    public async ValueTask AddAsync(AudioSamples speech)
    {
        if (_broken)
            return;

        if (speech.SampleRate == IRecordingStore.SampleRate)
        {
            await AddAsync(speech.Samples).ConfigureAwait(false);
        }
        else
        {
            var resampler = new Resampler(speech.SampleRate, IRecordingStore.SampleRate);
            await AddAsync(resampler.Add(speech.Samples.Span)).ConfigureAwait(false);
            await AddAsync(resampler.Finish()).ConfigureAwait(false);
        }

        await PauseAsync().ConfigureAwait(false);
    }

    /// <summary>Adds sound.</summary>
    public ValueTask AddAsync(ReadOnlyMemory<short> samples)
    {
        samples = samples[..(int)Math.Min(samples.Length, _most - _samples)];
        _samples += samples.Length;
        return samples.Length == 0 ? default : TryAsync(() => store.AppendAsync(chatId, samples));
    }

    /// <summary>Adds the silence between two who speak.</summary>
    public ValueTask PauseAsync() => AddAsync(Pause);

    public ValueTask EndAsync() => TryAsync(() => store.EndAsync(chatId));

    private async ValueTask TryAsync(Func<ValueTask> write)
    {
        if (_broken)
            return;

        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            _broken = true;
            failed(fault);
        }
    }
}
