// The block.

Console.WriteLine(WavFile.Describe("hello.wav"));

// Prints:
// hello.wav: 1 header, whole, 48000 Hz, 1 channel, 16 bits, 0.36 s
