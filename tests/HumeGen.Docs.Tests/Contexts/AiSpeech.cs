using var hume = Setup.NewClient();

// The block.

await file.DisposeAsync();
Console.WriteLine(WavFile.Describe("hello.wav"));

// Prints:
// hello.wav: 1 header, *
