namespace HumeGen.Tests;

/// <summary>Memory after faults. It is measured for the whole program, so no other tests run meanwhile.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests : RealtimeTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#message-too-big")]
    public async Task Messages_too_big_leave_no_memory_behind()
    {
        await EndOneAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 4; i++)
            await EndOneAsync();

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 12 * 1024 * 1024);
    }

    // In fragments, as one frame would tell its length.
    private async Task EndOneAsync()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            var piece = Wire.Encode(0, new byte[1024 * 1024], final: false);
            await w.SendFrameAsync(Frame.Bytes, default, final: false);
            for (var i = 0; i < 17; i++)
                await w.SendAsync(piece);
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);
        Assert.Equal(RealtimeEnd.MessageTooBig, (await ReadFailsAsync(connection)).Close.End);
    }
}
