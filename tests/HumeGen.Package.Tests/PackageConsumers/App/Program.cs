using Hume;
using Hume.Tts;
using HumeGen;
using Library;

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!) });
var audio = await new Narrator(hume).SpeakAsync(new PostedUtterance { Text = "Good morning!" });
Console.WriteLine($"audio {audio.Length} from {typeof(PostedUtterance).Assembly.GetName().Name}");
