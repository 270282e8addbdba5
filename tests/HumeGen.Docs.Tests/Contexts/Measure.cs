using var hume = Setup.NewClient();
await File.WriteAllBytesAsync("talk.wav", new HumeGen.Audio.PcmAudio(Setup.Recording(), new HumeGen.Audio.PcmFormat(48_000)).ToWav());

// The block.

// Prints:
// Empathic Pain is the strongest of 53 emotions.
// 1 source was measured.
