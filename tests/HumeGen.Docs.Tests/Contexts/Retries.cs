using var hume = Setup.NewClient();
var address = Setup.Address;
var id = await Setup.NewConfigAsync(hume);
var request = new Hume.Tts.PostedTts { Utterances = [new() { Text = "Hello!" }] };

// The block.

Console.WriteLine($"{speech.Generations.Count} generation, version {config.Version}");

// Prints:
// 1 generation, version 0
