using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Load.Latency;

/// <summary>Measures what the server adds to the time of its engines, and prints the distributions.</summary>
internal static class LatencyRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(Uri address, int turns)
    {
        using var patience = new CancellationTokenSource(Patience);
        var config = await CreateConfigAsync(address, patience.Token);
        using var chat = new LatencyChat();
        await chat.OpenAsync(address, config, patience.Token);
        var (silent, sound) = await chat.TypeAsync(turns, patience.Token);
        Print($"first audio of a typed turn, above the {TimedEngines.Milliseconds} ms of the engines", sound.ConvertAll(time => time - TimedEngines.Milliseconds));
        Print("silence after a typed message", silent);
        Print($"silence after {LatencyChat.Interruption} ms of speech, as the config asks for", await chat.SpeakAsync(turns, patience.Token));
    }

    private static async Task<string> CreateConfigAsync(Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", LoadServer.Key);
        var config = new JsonObject
        {
            ["name"] = "latency",
            ["evi_version"] = "3",
            ["turn_detection"] = new JsonObject { ["end_of_turn_silence_ms"] = 500 },
            ["interruption"] = new JsonObject { ["min_interruption_ms"] = LatencyChat.Interruption },
        };
        using var answer = await http.PostAsJsonAsync("/v0/evi/configs", config, stop);
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))!["id"]!;
    }

    private static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        var at = (double part) => milliseconds[(int)Math.Min(milliseconds.Count - 1, part * milliseconds.Count)];
        Console.WriteLine($"{what}: median {at(0.5):0.0} ms, 90 % {at(0.9):0.0}, 99 % {at(0.99):0.0}, longest {milliseconds[^1]:0.0}; {milliseconds.Count} turns");
    }
}
