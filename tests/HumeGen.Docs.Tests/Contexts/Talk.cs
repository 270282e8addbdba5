using var hume = Setup.NewClient();
var pcm = Setup.Recording();

// The block.

Console.WriteLine(WavFile.Describe("answer.wav"));

// Prints:
// you: Could you say that again, please? I did not quite hear it.
// EVI: I hear you.
// EVI: You said: Could you say that again, please? I did…
// answer.wav: 1 header, whole, 48000 Hz, 1 channel, 16 bits, 3.66 s
