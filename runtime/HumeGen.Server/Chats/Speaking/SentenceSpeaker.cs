using HumeGen.Server.Audio;
using HumeGen.Server.Authentication;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Engines;
using HumeGen.Server.Telemetry;
using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats.Speaking;

/// <summary>Says a sentence of the assistant: its words, the scores of its voice, and the sound, which is sent as it is made.</summary>
/// <param name="hume">The parts of the server.</param>
/// <param name="key">Counts what is spoken for the API key of the client.</param>
/// <param name="chatId">The chat.</param>
/// <param name="settings">Settings of the session.</param>
/// <param name="subscribers">Those who hear the chat.</param>
/// <param name="conversation">The conversation so far.</param>
/// <param name="recorder">Keeps the sound.</param>
/// <param name="timer">Measures how long the user waits for sound.</param>
/// <param name="tell">Tells them of an engine that has failed without ending the speech.</param>
internal sealed class SentenceSpeaker(
    ChatServices hume,
    KeyMeter key,
    string chatId,
    ChatSettings settings,
    ChatSubscribers subscribers,
    Conversation conversation,
    ChatRecorder recorder,
    AnswerTimer timer,
    Func<EngineException, ValueTask> tell)
{
    private const int LongestPiece = SpeechSynthesizer.SampleRate / 2;

    // The scores come before the sound, so that only the beginning of a long sentence is waited for.
    private const int Measured = 3 * SpeechSynthesizer.SampleRate;

    /// <summary>Says a sentence, and returns how long its sound plays.</summary>
    public async ValueTask<TimeSpan> SayAsync(SpeechTurn turn, string text, CancellationToken cut)
    {
        var id = hume.Ids.Next();
        cut.ThrowIfCancellationRequested();
        var entry = await hume.Chats.AppendAsync(chatId, "AGENT", "AGENT_MESSAGE", text).ConfigureAwait(false);
        await subscribers.SendAsync(ChatMessages.Assistant(id, text, turn.FromText, settings.SessionId), cancellationToken: cut).ConfigureAwait(false);
        conversation.AddAssistant(text);
        var voice = new Voice(this, id, entry.Id);
        var prompt = new SpeechPrompt(text, turn.Voice);
        using var speaking = Stage.Speaking();
        await foreach (var piece in hume.Speech.SpeakAsync(prompt, key, cut).ConfigureAwait(false))
        {
            speaking.End();
            await voice.AddAsync(piece.Samples, cut).ConfigureAwait(false);
        }

        return await voice.EndAsync(cut).ConfigureAwait(false);
    }

    /// <summary>The sound of one sentence on its way to the client.</summary>
    private sealed class Voice(SentenceSpeaker speaker, string id, string eventId)
    {
        private readonly List<ReadOnlyMemory<short>> _waiting = [];
        private bool _measured = speaker.Engines.Prosody is null;
        private long _samples;
        private int _index;

        public async ValueTask AddAsync(ReadOnlyMemory<short> samples, CancellationToken cut)
        {
            _samples += samples.Length;
            _waiting.Add(samples);
            if (_measured || _samples >= Measured)
                await SendAsync(cut).ConfigureAwait(false);
        }

        public async ValueTask<TimeSpan> EndAsync(CancellationToken cut)
        {
            await SendAsync(cut).ConfigureAwait(false);
            await speaker.PauseAsync().ConfigureAwait(false);
            return TimeSpan.FromSeconds((double)_samples / SpeechSynthesizer.SampleRate);
        }

        private async ValueTask SendAsync(CancellationToken cut)
        {
            if (!_measured)
            {
                _measured = true;
                await speaker.MeasureAsync([.. _waiting.SelectMany(piece => piece.ToArray())], id, eventId, cut).ConfigureAwait(false);
            }

            foreach (var samples in _waiting)
            {
                for (var rest = samples; rest.Length > 0; rest = rest[Math.Min(rest.Length, LongestPiece)..])
                {
                    var piece = rest[..Math.Min(rest.Length, LongestPiece)];
                    await speaker.RecordAsync(piece, cut).ConfigureAwait(false);
                    var wave = AudioFormat.Wav.Pack(piece.Span);
                    await speaker.SendAsync(id, _index++, wave, cut).ConfigureAwait(false);
                }
            }

            _waiting.Clear();
        }
    }

    private HumeServerEngines Engines => hume.Engines;

    private ValueTask RecordAsync(ReadOnlyMemory<short> samples, CancellationToken cut)
    {
        cut.ThrowIfCancellationRequested();
        return recorder.AddAsync(samples);
    }

    private ValueTask PauseAsync() => recorder.PauseAsync();

    private async ValueTask SendAsync(string id, int index, byte[] wave, CancellationToken cut)
    {
        await subscribers.SendAsync(ChatMessages.AudioOutput(id, index, wave, settings.SessionId), isPassing: true, cut).ConfigureAwait(false);
        timer.Sound();
    }

    private async ValueTask MeasureAsync(short[] samples, string id, string eventId, CancellationToken cut)
    {
        var speech = new AudioSamples(samples, SpeechSynthesizer.SampleRate);
        IReadOnlyList<ExpressionScore>? scores = null;
        try
        {
            scores = await hume.Reader("engine that measures prosody").CallAsync(stop => Engines.Prosody!.MeasureAsync(speech, stop), cut).ConfigureAwait(false);
        }
        catch (EngineException fault)
        {
            await tell(fault).ConfigureAwait(false);
        }

        if (scores is not { Count: > 0 })
            return;

        cut.ThrowIfCancellationRequested();
        await hume.Chats.AppendAsync(chatId, "AGENT", "ASSISTANT_PROSODY", null, scores, relatedEventId: eventId).ConfigureAwait(false);
        await subscribers.SendAsync(ChatMessages.AssistantProsody(id, scores, settings.SessionId), cancellationToken: cut).ConfigureAwait(false);
    }
}
