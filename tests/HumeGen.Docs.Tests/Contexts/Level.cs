var file = new HumeGen.Audio.PcmAudio(Setup.Recording().AsMemory(0, 96_000), new HumeGen.Audio.PcmFormat(48_000)).ToWav();

// The block.

// Prints:
// -11.7 dBFS on average, -8.7 dBFS at most
