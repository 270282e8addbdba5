using HumeGen.Server.Authentication;

namespace HumeGen.Server.Tests.Keys;

/// <summary>Audio that a key uses while the store is told of earlier audio.</summary>
public sealed class KeyMeterTests
{
    private const string KeyId = "a-key";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    public async Task All_audio_counts_though_the_day_ends_while_the_store_is_told(int before, int meanwhile)
    {
        var time = new ManualTime();
        KeyMeter? meter = null;
        var store = new TellingStore(() =>
        {
            meter!.UseAudio(meanwhile, 1);
            time.Advance(TimeSpan.FromDays(1));
            meter.UseAudio(3, 1);
        });
        meter = new KeyMeter(KeyId, new KeyLimits { AudioSecondsPerDay = 100 }, store, time);
        meter.UseAudio(before, 1);

        await meter.TellAsync(CancellationToken.None);
        await meter.TellAsync(CancellationToken.None);

        Assert.Equal(before + meanwhile + 3, store.Told);
    }

    /// <summary>A store that lets something happen the first time that it is told of audio.</summary>
    private sealed class TellingStore(Action first) : IKeyStore
    {
        private Action? _first = first;

        public double Told { get; private set; }

        public ValueTask<KeyUsage> AddUsageAsync(string id, DateOnly day, double seconds, CancellationToken cancellationToken = default)
        {
            Interlocked.Exchange(ref _first, null)?.Invoke();
            Told += seconds;
            return new(new KeyUsage(seconds, seconds, Told));
        }

        public ValueTask AddAsync(StoredKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StoredKey>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> RevokeAsync(string id, DateTimeOffset time, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<int?> EnterChatAsync(string id, int most, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask LeaveChatAsync(string id, int place, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
