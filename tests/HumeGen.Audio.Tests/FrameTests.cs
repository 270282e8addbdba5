using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Audio.Tests;

public class FrameTests
{
    private static readonly PcmFormat Format = new(8000);
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 320)]
    public async Task The_last_frame_is_short_or_filled_up_with_silence(bool pad, int lastBytes)
    {
        var data = Bytes(740);

        var frames = new PcmAudio(data, Format).Split(Length, pad).ToList();
        var streamed = await Pieces(data, 7).SplitAsync(Format, Length, pad).ToListAsync();

        Assert.Equal([320, 320, lastBytes], frames.Select(f => f.Length));
        Assert.Equal([.. data, .. new byte[lastBytes - 100]], Joined(frames));
        Assert.Equal(Joined(frames), Joined(streamed));
        Assert.Equal([320, 320, lastBytes], streamed.Select(f => f.Length));
    }

    [Fact]
    public async Task Half_a_sample_at_the_end_of_a_stream_is_left_out() =>
        Assert.Equal([320, 80], (await Pieces(Bytes(401), 50).SplitAsync(Format, Length).ToListAsync()).Select(f => f.Length));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_frame_that_is_shorter_than_a_sample_is_refused(int ticks) =>
        Assert.Contains("at least one sample", Assert.Throws<ArgumentOutOfRangeException>(() => new PcmAudio(Bytes(4), Format).Split(new(ticks))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_frame_is_given_when_the_one_before_it_has_been_heard()
    {
        await using var frames = new PcmAudio(Bytes(960), Format).Split(Length).PaceAsync(Format, _time).GetAsyncEnumerator();

        Assert.True(await frames.MoveNextAsync());
        var second = frames.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await second);

        // The consumer was slow; the third comes at once, and not later than it would have.
        _time.Advance(TimeSpan.FromMilliseconds(25));
        Assert.True(await frames.MoveNextAsync());
        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public async Task A_minute_of_frames_takes_a_minute()
    {
        var start = _time.GetUtcNow();
        var count = 0;
        await using var frames = PcmAudio.Silence(TimeSpan.FromMinutes(1), Format).Split(Length).PaceAsync(Format, _time).GetAsyncEnumerator();

        while (true)
        {
            var next = frames.MoveNextAsync().AsTask();
            if (!next.IsCompleted)
                _time.Advance(Length);
            if (!await next)
                break;
            count++;
        }

        Assert.Equal(3000, count);
        Assert.Equal(TimeSpan.FromMinutes(1) - Length, _time.GetUtcNow() - start);
    }

    [Fact]
    public async Task Pacing_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var frames = new PcmAudio(Bytes(960), Format).Split(Length).PaceAsync(Format, _time, cancel.Token).GetAsyncEnumerator(cancel.Token);
        await frames.MoveNextAsync();

        var next = frames.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Gaps_of_a_source_are_silent_and_no_sample_is_lost()
    {
        var source = new ManualSource();
        var frames = source.FillSilenceAsync(Format, Length, _time).GetAsyncEnumerator();

        source.Give(Bytes(320));
        var (first, gap) = (await NextAsync(), await NextAsync());

        // An odd number of bytes: half a sample waits for its other half.
        source.Give(Bytes(101));
        var padded = await NextAsync();
        source.Give(Bytes(640).AsMemory(101));
        source.Give(null);
        var (whole, last) = (await NextAsync(), await NextAsync());
        var goesOn = await frames.MoveNextAsync();
        await frames.DisposeAsync();

        Assert.Equal(Bytes(320), first);
        Assert.Equal(new byte[320], gap);
        Assert.Equal([.. Bytes(100), .. new byte[220]], padded);
        Assert.Equal(Bytes(640)[100..420], whole);
        Assert.Equal([.. Bytes(640)[420..], .. new byte[100]], last);
        Assert.False(goesOn);

        async Task<byte[]> NextAsync()
        {
            Assert.True(await frames.MoveNextAsync());
            _time.Advance(Length);
            return frames.Current.ToArray();
        }
    }

    [Fact]
    public async Task A_frame_of_silence_is_not_given_before_its_time()
    {
        await using var frames = new ManualSource().FillSilenceAsync(Format, Length, _time).GetAsyncEnumerator();
        await frames.MoveNextAsync();

        var second = frames.MoveNextAsync().AsTask();
        _time.Advance(Length - TimeSpan.FromMilliseconds(1));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await second);
    }

    [Fact]
    public async Task A_silent_source_is_let_go_when_the_consumer_has_enough()
    {
        var source = new ManualSource();

        await foreach (var frame in source.FillSilenceAsync(new PcmFormat(8000, 1, SampleEncoding.Unsigned8), Length, _time))
        {
            Assert.All(frame.ToArray(), b => Assert.Equal(128, b));
            break;
        }

        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task An_error_of_the_source_is_the_consumers()
    {
        var source = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        source.Writer.Complete(new IOException("The microphone is gone."));

        var error = await Assert.ThrowsAsync<IOException>(() => source.Reader.ReadAllAsync().FillSilenceAsync(Format, Length, _time).ToListAsync());

        Assert.Equal("The microphone is gone.", error.Message);
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i + 1))];

    private static byte[] Joined(IEnumerable<ReadOnlyMemory<byte>> frames) => [.. frames.SelectMany(f => f.ToArray())];

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] data, int size)
    {
        foreach (var piece in data.Chunk(size))
        {
            await Task.Yield();
            yield return piece;
        }
    }
}
