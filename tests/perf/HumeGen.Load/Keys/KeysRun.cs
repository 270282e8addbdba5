using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using HumeGen.Server.Authentication;
using HumeGen.Server.Database;

namespace HumeGen.Load.Keys;

/// <summary>
/// Many keys at once: each is held to its limit exactly, chats and jobs go on beside, the memory stays, and a sentence that all of them say is not in the log of any level.
/// </summary>
internal static class KeysRun
{
    private const string Canary = "canaryplumage";
    private const int Limit = 5;

    private static readonly string Sentence = $"My {Canary} is yellow.";

    /// <summary>Runs it.</summary>
    /// <param name="keys">The keys; those that hold no chat are tried for their limit of requests.</param>
    /// <param name="chats">The chats, each with a key of its own.</param>
    /// <param name="jobs">The jobs that are under way at the same time.</param>
    /// <param name="minutes">The time.</param>
    /// <returns>0 when all is as it should be.</returns>
    public static async Task<int> RunAsync(int keys, int chats, int jobs, double minutes)
    {
        var folder = Directory.CreateTempSubdirectory("humegen-keys-");
        var all = await AddKeysAsync(folder.FullName, keys, chats);
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["server", "keys", folder.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (lines, told) = (0L, 0L);
        server.ErrorDataReceived += (_, line) =>
        {
            Interlocked.Increment(ref lines);
            if (line.Data?.Contains(Canary, StringComparison.OrdinalIgnoreCase) == true)
                Interlocked.Increment(ref told);
        };
        server.BeginErrorReadLine();
        var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        var faults = new Faults();
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var memory = WatchAsync(server, faults, end.Token);
        var work = all.Take(chats).Select(key => ChatAsync(address, key, faults, end.Token))
            .Concat(Enumerable.Range(0, jobs).Select(number => JobsAsync(http, all[number % chats], faults, end.Token)))
            .Append(HoldAsync(http, all[chats..], faults, end.Token));
        await Task.WhenAll(work);
        await memory;
        // The chats have ended, and with them what they remembered of their conversations.
        await Task.Delay(TimeSpan.FromSeconds(5));
        Console.WriteLine($"after the chats: {await HeapAsync(server):0.0} MiB on the heap");
        await server.StandardInput.WriteLineAsync();
        await server.WaitForExitAsync();

        Console.WriteLine($"{keys} keys, {chats} chats, {jobs} jobs for {minutes} minutes: {faults.Counts}");
        Console.WriteLine($"log: {lines} lines, {told} with the sentence");
        foreach (var fault in faults.Texts.GroupBy(text => text).Take(10))
            Console.WriteLine($"FAULT {fault.Count()}: {fault.Key}");

        folder.Delete(recursive: true);
        return faults.Texts.Count == 0 && told == 0 && lines > 0 ? 0 : 1;
    }

    private static async Task<List<NewKey>> AddKeysAsync(string folder, int keys, int chats)
    {
        await using var database = await HumeDatabase.OpenAsync(new() { Folder = folder });
        var all = new List<NewKey>();
        for (var i = 0; i < keys; i++)
        {
            var limits = i < chats ? new KeyLimits { Chats = 1 } : new KeyLimits { RequestsPerMinute = Limit };
            all.Add(NewKey.Create($"key {i}", limits, DateTimeOffset.UtcNow));
            await database.Stores.Keys!.AddAsync(all[^1].Stored);
        }

        return all;
    }

    private static async Task ChatAsync(Uri address, NewKey key, Faults faults, CancellationToken end)
    {
        using var chat = await TypedChat.OpenAsync(address, key.ApiKey);
        if (chat is null || await TypedChat.OpenAsync(address, key.ApiKey) is not null)
            faults.Add("a key with a limit of one chat has none or two");

        while (chat is not null && !end.IsCancellationRequested)
        {
            if (await chat.SayAsync(Sentence) is { } fault)
            {
                faults.Add(fault);
                return;
            }

            faults.Count("turns");
            await Task.Delay(Random.Shared.Next(2_000, 8_000), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task JobsAsync(HttpClient http, NewKey key, Faults faults, CancellationToken end)
    {
        var body = $$$"""{"models":{"language":{}},"text":["{{{Sentence}}}"]}""";
        while (!end.IsCancellationRequested)
        {
            var status = await SendAsync(http, key, HttpMethod.Post, "/v0/batch/jobs", body);
            if (status != HttpStatusCode.OK)
                faults.Add($"a job was answered with {status}");

            faults.Count("jobs");
            await Task.Delay(Random.Shared.Next(1_000, 5_000), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends with each key at once more than it may: exactly so many as it may are answered.</summary>
    private static async Task HoldAsync(HttpClient http, IReadOnlyList<NewKey> keys, Faults faults, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var key in keys)
            {
                var statuses = await Task.WhenAll(Enumerable.Range(0, 3 * Limit).Select(_ => SendAsync(http, key, HttpMethod.Get, "/v0/evi/tools", null)));
                var good = statuses.Count(status => status == HttpStatusCode.OK);
                if (good != Limit || statuses.Any(status => status is not (HttpStatusCode.OK or HttpStatusCode.TooManyRequests)))
                    faults.Add($"of {3 * Limit} requests at once {good} were answered, against a limit of {Limit}");

                faults.Count("keys held to their limit");
                if (end.IsCancellationRequested)
                    return;
            }

            // The next minute of each key.
            await Task.Delay(TimeSpan.FromSeconds(61), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, NewKey key, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Hume-Api-Key", key.ApiKey);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Writes each minute what the server holds: the managed heap after a full collection is what grows when something is never forgotten.</summary>
    private static async Task WatchAsync(Process server, Faults faults, CancellationToken end)
    {
        for (var minute = 1; !end.IsCancellationRequested; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var heap = await HeapAsync(server);
            server.Refresh();
            Console.WriteLine($"minute {minute}: {heap:0.0} MiB on the heap, {server.WorkingSet64 >> 20} MiB in all, {server.HandleCount} handles, "
                + $"{server.Threads.Count} threads; {faults.Counts}");
        }
    }

    private static async Task<double> HeapAsync(Process server)
    {
        await server.StandardInput.WriteLineAsync(KeysServer.Measure);
        return long.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture) / 1024.0 / 1024;
    }
}
