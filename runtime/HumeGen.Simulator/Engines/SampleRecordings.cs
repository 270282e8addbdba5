using System.Collections.Concurrent;
using HumeGen.Server.Audio;
using HumeGen.Server.Chats.History;

namespace HumeGen.Simulator.Engines;

/// <summary>The recordings of a simulator: those of its chats, and those of the sample chats, which are spoken when they are fetched.</summary>
internal sealed class SampleRecordings(long maxBytes) : IRecordingStore
{
    private readonly MemoryRecordingStore _recorded = new(maxBytes);
    private readonly ConcurrentDictionary<string, (string User, string Agent)[]> _samples = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string chatId, (string User, string Agent)[] turns) => _samples[chatId] = turns;

    public ValueTask AppendAsync(string chatId, ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default) =>
        _recorded.AppendAsync(chatId, samples, cancellationToken);

    public ValueTask EndAsync(string chatId, CancellationToken cancellationToken = default) => _recorded.EndAsync(chatId, cancellationToken);

    public ValueTask<Stream?> OpenAsync(string chatId, CancellationToken cancellationToken = default) =>
        _samples.TryGetValue(chatId, out var turns) ? new(Speak(turns)) : _recorded.OpenAsync(chatId, cancellationToken);

    private static MemoryStream Speak((string User, string Agent)[] turns)
    {
        using var samples = new MemoryStream();
        foreach (var (user, agent) in turns)
        {
            Speak(user, "the user of the chat");
            Speak(agent, PresetVoices.IdOf("ITO"));
        }

        return new MemoryStream([.. WaveFile.Header(IRecordingStore.SampleRate, samples.Length), .. samples.ToArray()], writable: false);

        void Speak(string text, string voice)
        {
            var renderer = new SpeechRenderer(text, VoiceTimbre.From(voice), speed: 1, take: 0);
            samples.Write(WaveFile.ToBytes(renderer.Read(renderer.Length)));
            samples.Write(new byte[IRecordingStore.SampleRate / 4 * sizeof(short)]);
        }
    }
}
