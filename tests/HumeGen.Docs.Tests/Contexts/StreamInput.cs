using var hume = Setup.NewClient();

// The block.

await file.DisposeAsync();
Console.WriteLine(WavFile.Describe("spoken.wav"));

// Prints:
// spoken.wav: 1 header, length unknown, 48000 Hz, 1 channel, 16 bits, * s
