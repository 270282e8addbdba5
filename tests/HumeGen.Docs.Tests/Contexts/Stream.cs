using var hume = Setup.NewClient();

// The block.

await file.DisposeAsync();
Console.WriteLine(WavFile.Describe("stream.wav"));

// Prints:
// stream.wav: 1 header, whole, 48000 Hz, 1 channel, 16 bits, * s
