using var hume = Setup.NewClient();

// The block.

await file.DisposeAsync();
Console.WriteLine(WavFile.Describe("stream.wav"));

// Prints:
// stream.wav: 1 header, length unknown, 48000 Hz, 1 channel, 16 bits, 2.76 s
