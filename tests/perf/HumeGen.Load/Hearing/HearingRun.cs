using System.Diagnostics;
using HumeGen.Server.Engines;
using HumeGen.Server.Flite;
using HumeGen.Server.PocketSphinx;
using Microsoft.Extensions.AI;

namespace HumeGen.Load.Hearing;

/// <summary>Tells how many speakers at the same time PocketSphinx hears in real time: twice as many in each round, until words come more than a second late.</summary>
internal static class HearingRun
{
    private const string Text = "Good morning. Could you tell me what the weather will be like in the city tomorrow afternoon? We would like to go to the beach with the children.";
    private const double MostSecondsLate = 1;

    public static async Task<int> RunAsync(int most)
    {
        var engines = new HumeServerEngines().AddFlite().AddPocketSphinx(new() { Listeners = most });
        var sound = await SpeakAsync(engines.TextToSpeech!);
        using var hearing = engines.SpeechToText!;

        // All models are loaded before anything is measured.
        await HearAsync(hearing, sound, most, isLive: false);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{Environment.ProcessorCount} cores; {process.WorkingSet64 >> 20} MiB with {most} listeners; {new LiveWave(sound, isLive: false).Seconds:0.0} s of speech each");
        for (var speakers = 1; speakers <= most; speakers *= 2)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var late = await HearAsync(hearing, sound, speakers, isLive: true);
            process.Refresh();
            var share = (process.TotalProcessorTime - before).TotalSeconds / speakers / new LiveWave(sound, isLive: false).Seconds;
            Console.WriteLine($"{speakers} speakers: final words {late[late.Count / 2]:0.00} s after the speech (median), {late[^1]:0.00} s (longest); {share:0.00} s of a core for a second");
            if (late[^1] > MostSecondsLate)
                break;
        }

        return 0;
    }

    private static async Task<List<double>> HearAsync(ISpeechToTextClient hearing, byte[] sound, int speakers, bool isLive)
    {
        var late = await Task.WhenAll(Enumerable.Range(0, speakers).Select(number => Task.Run(async () =>
        {
            // Not all at the same moment.
            if (isLive)
                await Task.Delay(number % 10 * 97);

            using var wave = new LiveWave(sound, isLive);
            await hearing.GetTextAsync(wave);
            return wave.SecondsSinceEnd;
        })));
        return [.. late.Order()];
    }

    private static async Task<byte[]> SpeakAsync(ITextToSpeechClient voice)
    {
        var response = await voice.GetAudioAsync(Text);
        var pieces = response.Contents.OfType<DataContent>().ToList();
        if (!pieces[0].MediaType.Contains($"rate={Sounds.Rate}", StringComparison.Ordinal))
            throw new InvalidOperationException($"flite speaks as {pieces[0].MediaType}.");

        byte[] samples = [.. pieces.SelectMany(piece => piece.Data.ToArray())];
        return
        [
            .. "RIFF"u8, .. BitConverter.GetBytes(samples.Length + 36), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(Sounds.Rate),
            .. BitConverter.GetBytes(Sounds.Rate * 2), 2, 0, 16, 0, .. "data"u8, .. BitConverter.GetBytes(samples.Length), .. samples,
        ];
    }
}
