using Hume;
using Hume.Tts;
using HumeGen;
using HumeGen.Simulator;
using Microsoft.Extensions.DependencyInjection;

await using var simulator = await HumeSimulator.StartAsync();

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey });
await SpeakAsync("by hand", hume.Tts);

var services = new ServiceCollection();
services.AddHume(options =>
{
    options.BaseAddress = simulator.BaseAddress;
    options.ApiKey = simulator.ApiKey;
});
await using var provider = services.BuildServiceProvider();
await SpeakAsync("injected", provider.GetRequiredService<ITtsClient>());

static async Task SpeakAsync(string name, ITtsClient tts)
{
    var speech = await tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() });
    Console.WriteLine($"{name}: audio {speech.Generations[0].Audio.Length} from {tts.GetType().Assembly.GetName().Name}");
}
