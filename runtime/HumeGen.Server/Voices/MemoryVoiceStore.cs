using HumeGen.Server.Engines;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Voices;

/// <summary>Keeps voices in memory, as far as there is room, and the newest 10,000 generations.</summary>
internal sealed class MemoryVoiceStore(StorageBudget storage) : IVoiceStore
{
    private const int MaxGenerations = 10_000;

    private readonly object _gate = new();
    private readonly List<StoredVoice> _voices = [];
    private readonly NewestEntries<EngineVoice> _generations = new(MaxGenerations, StringComparer.OrdinalIgnoreCase);

    public ValueTask<IReadOnlyList<StoredVoice>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new([.. _voices]);
    }

    public ValueTask<StoredVoice?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new(_voices.Find(voice => string.Equals(voice.Id, id, StringComparison.OrdinalIgnoreCase)));
    }

    public ValueTask<StoredVoice?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new(_voices.Find(voice => voice.Name == name));
    }

    public ValueTask<bool> TryAddAsync(StoredVoice voice, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_voices.Exists(other => other.Name == voice.Name))
                return new(false);

            storage.Take(SizeOf(voice));
            _voices.Add(voice);
            return new(true);
        }
    }

    public ValueTask<StoredVoice?> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var voice = _voices.Find(voice => voice.Name == name);
            if (voice is not null)
            {
                _voices.Remove(voice);
                storage.Return(SizeOf(voice));
            }

            return new(voice);
        }
    }

    public ValueTask AddGenerationAsync(string id, EngineVoice voice, CancellationToken cancellationToken = default)
    {
        _generations.Set(id, voice);
        return default;
    }

    public ValueTask<EngineVoice?> FindGenerationAsync(string id, CancellationToken cancellationToken = default) =>
        new(_generations.TryGet(id, out var voice) ? voice : null);

    private static long SizeOf(StoredVoice voice) => StorageBudget.Overhead
        + (2L * (voice.Name.Length + (voice.EngineVoice.Id?.Length ?? 0) + (voice.EngineVoice.Description?.Length ?? 0)));
}
