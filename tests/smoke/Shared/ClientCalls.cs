using Hume;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;

namespace HumeGen.Smoke;

/// <summary>Calls of each kind, for the platforms that the client runs on. The first one that fails ends them with an exception.</summary>
internal static class ClientCalls
{
    private static readonly PostedTts Request = new() { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() };

    /// <summary>Makes all of them.</summary>
    public static async Task MakeAllAsync(HumeClient hume)
    {
        await CallAsync(hume);
        await ChatAsync(hume);
        await SpeakByPiecesAsync(hume);
        await using var stream = await hume.ExpressionMeasurement.Stream.ConnectAsync();
        Check(await stream.MeasureTextAsync("How wonderful!") is StreamModelPredictions, "the expression stream");
    }

    /// <summary>Calls of REST.</summary>
    private static async Task CallAsync(HumeClient hume)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(Request);
        Check(speech.Generations[0].Audio.Length > 1000, "speech as JSON");

        var chunks = 0;
        await foreach (var item in hume.Tts.SynthesizeJsonStreamingAsync(Request))
            chunks += item is SnippetAudioChunk ? 1 : 0;
        Check(chunks > 0, "speech as a stream");

        await using (var file = await hume.Tts.SynthesizeFileAsync(Request))
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            Check(copy.Length > 1000, "speech as a file");
        }

        var tool = await hume.EmpathicVoice.Tools.CreateToolAsync(new() { Name = $"tool {Guid.NewGuid()}", Parameters = "{}" });
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

        var error = await FailAsync<HumeApiException>(hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0));
        Check(error.Code?.Remedy is not null, "a typed error");
    }

    /// <summary>A chat in which the model calls a tool, and closes in good order.</summary>
    private static async Task ChatAsync(HumeClient hume)
    {
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
        chat.Tools.Handle("get_weather", static (arguments, _) => Task.FromResult("Sunny in " + arguments.GetProperty("place").GetString()));
        await chat.SendAsync(new SessionSettings
        {
            Tools = [new() { Type = ToolType.Function, Name = "get_weather", Parameters = """{"type":"object","properties":{"place":{"type":"string"}}}""" }],
        });
        var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content?.StartsWith("Sunny in", StringComparison.Ordinal) == true);
        await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" });
        Check((await answer).Message.Content is not null, "a chat with a tool");

        await chat.CloseAsync();
        Check((await chat.Closed) is { End: RealtimeEnd.ClosedByClient, Code: 1000, Exception: null }, "a close in good order");
    }

    /// <summary>Speech whose text is sent in pieces.</summary>
    private static async Task SpeakByPiecesAsync(HumeClient hume)
    {
        await using var input = await hume.Tts.StreamInput.ConnectAsync(new() { FormatType = AudioFormatType.Pcm, InstantMode = false });
        await input.SendAsync(new PublishTts { Text = "Good morning!" });
        await input.CompleteAsync();
        var bytes = 0;
        await foreach (var audio in input.ReadAudioAsync())
            bytes += audio.Length;
        Check(bytes > 1000, "streamed speech");
    }

    /// <summary>The exception of a call that must fail.</summary>
    public static async Task<TException> FailAsync<TException>(Task call)
        where TException : Exception
    {
        try
        {
            await call;
        }
        catch (TException e)
        {
            return e;
        }

        throw new InvalidOperationException($"There was no {typeof(TException).Name}.");
    }

    /// <summary>Prints a line, and throws if it did not work.</summary>
    public static void Check(bool worked, string what)
    {
        Console.WriteLine($"{(worked ? "works" : "FAILS")}: {what}");
        if (!worked)
            throw new InvalidOperationException(what);
    }
}
