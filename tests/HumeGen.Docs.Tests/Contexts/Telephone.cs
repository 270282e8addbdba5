using var hume = Setup.NewClient();

// The block.

Console.WriteLine(HumeGen.Audio.PcmAudio.FromWav(await File.ReadAllBytesAsync("phone.wav")));

// Prints:
// 8000 Hz, 1 channel, mu-law, 0:00:00*
