using Hume;
using Hume.Tts;
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddApiClient(HumeClient.Registration, options => options.BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!));
await using var provider = services.BuildServiceProvider();

var tts = provider.GetRequiredService<ITtsClient>();
var speech = await tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() });
Console.WriteLine($"audio {speech.Generations[0].Audio.Length} from {tts.GetType().Assembly.GetName().Name}");
