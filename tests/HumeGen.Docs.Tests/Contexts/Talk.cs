using var hume = Setup.NewClient();
var pcm = Setup.Recording();

// The block.

Console.WriteLine(WavFile.Describe("answer.wav"));

// Prints:
// you: *
// EVI: *
// EVI: You said: *
// answer.wav: 1 header, whole, 48000 Hz, 1 channel, 16 bits, * s
