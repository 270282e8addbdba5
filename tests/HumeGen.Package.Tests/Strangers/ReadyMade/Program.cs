using Hume;
using Hume.Tts;
using HumeGen;
using HumeGen.Simulator;

await using var simulator = await HumeSimulator.StartAsync();
using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey });
var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() });
Console.WriteLine($"audio {speech.Generations[0].Audio.Length} from {typeof(HumeClient).Assembly.GetName().Name}");
