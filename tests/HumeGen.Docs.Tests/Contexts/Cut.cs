// A tone of a second, then a second of silence.
var file = new HumeGen.Audio.PcmAudio(Setup.Recording(), new HumeGen.Audio.PcmFormat(48_000)).ToWav();

// The block.

var written = PcmAudio.FromWav(await File.ReadAllBytesAsync("rest.wav"));
Console.WriteLine($"{written.Duration.TotalSeconds} s, at most {written.MeasureLevel().Peak}");

// Prints:
// 1 s, at most 0
