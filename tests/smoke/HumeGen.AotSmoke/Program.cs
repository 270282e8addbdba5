// One call of each kind against the server of HUME_BASE_URL and HUME_API_KEY; the exit code says whether all of them worked.
using Hume;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen;

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!) });
var request = new PostedTts { Utterances = [new() { Text = "Ahead of time." }], Format = new FormatWav() };

var speech = await hume.Tts.SynthesizeJsonAsync(request);
Check(speech.Generations[0].Audio.Length > 1000, "speech as JSON");

var chunks = 0;
await foreach (var item in hume.Tts.SynthesizeJsonStreamingAsync(request))
    chunks += item is SnippetAudioChunk ? 1 : 0;
Check(chunks > 0, "speech as a stream");

await using (var file = await hume.Tts.SynthesizeFileAsync(request))
{
    using var copy = new MemoryStream();
    await file.CopyToAsync(copy);
    Check(copy.Length > 1000, "speech as a file");
}

var tool = await hume.EmpathicVoice.Tools.CreateToolAsync(new() { Name = "aot", Parameters = "{}" });
var found = false;
await foreach (var listed in hume.EmpathicVoice.Tools.ListToolsAsync())
    found |= listed?.Id == tool!.Id;
Check(found, "a paged list");

var started = await hume.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new()
{
    File = [FilePart.FromBytes(speech.Generations[0].Audio, "speech.wav")],
    Json = new() { Text = ["How wonderful!"] },
});
await hume.ExpressionMeasurement.Batch.WaitForCompletionAsync(started.Id);
Check((await hume.ExpressionMeasurement.Batch.GetJobPredictionsAsync(started.Id)).Count == 2, "a batch job with an upload");

await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
{
    chat.Tools.Handle("get_weather", static (arguments, _) => Task.FromResult("Sunny in " + arguments.GetProperty("place").GetString()));
    await chat.SendAsync(new SessionSettings
    {
        Tools = [new() { Type = ToolType.Function, Name = "get_weather", Parameters = """{"type":"object","properties":{"place":{"type":"string"}}}""" }],
    });
    var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content?.StartsWith("Sunny in", StringComparison.Ordinal) == true);
    await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" });
    Check((await answer).Message.Content is not null, "a chat with a tool");
}

await using (var stream = await hume.ExpressionMeasurement.Stream.ConnectAsync())
    Check(await stream.MeasureTextAsync("How wonderful!") is StreamModelPredictions, "the expression stream");

await using (var input = await hume.Tts.StreamInput.ConnectAsync(new() { FormatType = AudioFormatType.Pcm, InstantMode = false }))
{
    await input.SendAsync(new PublishTts { Text = "Ahead of time." });
    await input.CompleteAsync();
    var bytes = 0;
    await foreach (var audio in input.ReadAudioAsync())
        bytes += audio.Length;
    Check(bytes > 1000, "streamed speech");
}

try
{
    await hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0);
    Check(false, "a typed error");
}
catch (HumeApiException e)
{
    Check(e.Code?.Remedy is not null, "a typed error");
}

static void Check(bool worked, string what)
{
    Console.WriteLine($"{(worked ? "works" : "FAILS")}: {what}");
    if (!worked)
        Environment.Exit(1);
}
