using var hume = Setup.NewClient();
await File.WriteAllBytesAsync("talk.wav", new PcmAudio(Setup.Recording(), new PcmFormat(48_000)).ToWav());

// The block.

// Prints:
// *: *
// *: *
// *: *
