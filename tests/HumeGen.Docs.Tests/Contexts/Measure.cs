using var hume = Setup.NewClient();
await File.WriteAllBytesAsync("talk.wav", new Hume.PcmAudio(Setup.Recording(), 48_000, 1, 16).ToWav());

// The block.

// Prints:
// Empathic Pain is the strongest of 53 emotions.
// 1 source was measured.
