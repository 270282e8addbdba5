namespace HumeGen.Simulator.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Speaks()
    {
        await using var hume = await Hume.StartAsync();
        var a = await hume.PostAsync("/v0/tts/file", """{"utterances":[{"text":"Hello there, this is a longer sentence that should sound. And a second one?"}],"format":{"type":"wav"}}""");
        Assert.Equal(200, (int)a.Status);
        File.WriteAllBytes("/tmp/hello.wav", a.Body);
    }
}
