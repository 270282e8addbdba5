using var hume = Setup.NewClient();
await File.WriteAllBytesAsync("talk.wav", new HumeGen.Audio.PcmAudio(Setup.Recording(), new HumeGen.Audio.PcmFormat(48_000)).ToWav());
var started = await hume.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new() { File = [HumeGen.FilePart.FromFile("talk.wav")] });
await Hume.BatchJobs.WaitForCompletionAsync(hume.ExpressionMeasurement.Batch, started.Id);
var predictions = await hume.ExpressionMeasurement.Batch.GetJobPredictionsAsync(started.Id);

// The block.

Console.WriteLine((await File.ReadAllLinesAsync("emotions.csv"))[0][..15]);
Console.WriteLine((await File.ReadAllTextAsync("emotions.svg")).Contains("Emotions in talk.wav", StringComparison.Ordinal));

// Prints:
// *
// *
// *
// begin,end,text,
// True
