using var hume = Setup.NewClient();

// The block.

Console.WriteLine((await File.ReadAllLinesAsync("speech.srt"))[2]);
Console.WriteLine(string.Join('/', (await File.ReadAllLinesAsync("speech.vtt"))[3..5]));

// Prints:
// Some tales are long, and some are short.
// Some tales are long, and/some are short.
