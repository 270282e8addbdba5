using Hume;
using Hume.Tts;
using HumeGen.Json;
using Old;

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!) });

// Types that the client itself reads and writes.
var speech = await hume.Tts.SynthesizeJsonAsync(new PostedTts { Utterances = [new PostedUtterance { Text = "Good morning!" }] });
Console.WriteLine($"audio {speech.Generations[0].Audio.Length} from {speech.GetType().Assembly.GetName().Name}");
Console.WriteLine($"chat {await Narrator.GreetAsync(hume)}");

// A type that is read by its name alone.
Console.WriteLine($"read {ApiJson.Read<PostedUtterance>("""{"text":"Good night!"}""").Text}");
