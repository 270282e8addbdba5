using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Crash;

/// <summary>Looks for all that clients were told of.</summary>
internal sealed class Check : IDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private readonly Memory _memory;
    private readonly HttpClient _http;

    public Check(ServerProcess server, Memory memory)
    {
        _memory = memory;
        _http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Add("X-Hume-Api-Key", ServerProcess.Key);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Looks for what is new since the last look, or for all of it.</summary>
    /// <param name="all">Whether to look for all of it.</param>
    /// <param name="isKilled">Whether a server was killed since the last look, which counts.</param>
    public async Task RunAsync(bool all = false, bool isKilled = false)
    {
        await PromptsAsync(all);
        await VoicesAsync();
        var chats = _memory.Chats.Where(chat => all || !chat.IsChecked).ToList();
        foreach (var chat in chats)
            await ChatAsync(chat);

        if (chats.Count > 0)
            await RecordingAsync(chats[^1]);

        _memory.KillsInChat += isKilled && chats.Count > 0 ? 1 : 0;
        foreach (var job in _memory.OpenJobs)
            await StatusAsync(job);

        _memory.KillsInJob += isKilled && _memory.Working.Except(_memory.EndedBefore).Any() ? 1 : 0;
        _memory.Working.Clear();
    }

    /// <summary>Waits until the chats of a server that is gone have ended, as its jobs are free then, too.</summary>
    public async Task ChatsEndAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        foreach (var chat in _memory.Chats.Where(chat => !chat.IsChecked))
        {
            while ((string?)(await GetAsync($"v0/evi/chats/{chat.Id}"))["status"] == "ACTIVE")
                await Task.Delay(100, bound.Token);
        }
    }

    /// <summary>Waits until each job has ended, with results or with a reason.</summary>
    public async Task JobsEndAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        foreach (var job in _memory.OpenJobs)
        {
            while (await StatusAsync(job) is "QUEUED" or "IN_PROGRESS")
                await Task.Delay(100, bound.Token);
        }
    }

    /// <summary>The state of a job. One that has ended must have its results or a reason.</summary>
    private async Task<string> StatusAsync(string job)
    {
        var state = (await GetAsync($"v0/batch/jobs/{job}"))["state"]!;
        var status = (string)state["status"]!;
        if (status is "QUEUED" or "IN_PROGRESS")
            return status;

        if (status == "COMPLETED")
        {
            using var results = await JsonDocument.ParseAsync(await _http.GetStreamAsync($"v0/batch/jobs/{job}/predictions"));
            if (results.RootElement.GetArrayLength() != 61)
                throw new MissingException($"The job {job} is completed without all predictions.");
        }

        // The server gives up a job that it has been killed with again and again; nothing else makes these fail.
        if (status != "COMPLETED" && ((string?)state["message"])?.Contains("broke down", StringComparison.Ordinal) != true)
            throw new MissingException($"The job {job} has failed without the reason: {state.ToJsonString()}");

        if ((long)state["ended_timestamp_ms"]! <= _memory.Killed.ToUnixTimeMilliseconds())
            _memory.EndedBefore.Add(job);

        _memory.JobEnded(job, status == "COMPLETED");
        return status;
    }

    private async Task PromptsAsync(bool all)
    {
        foreach (var (id, count) in _memory.Prompts.Where(prompt => all || _memory.CheckedPrompts.Add(prompt.Key)))
        {
            var versions = (await GetAsync($"v0/evi/prompts/{id}?restrict_to_most_recent=false"))["prompts_page"]!.AsArray().Count;
            if (versions < count)
                throw new MissingException($"The prompt {id} has {versions} versions of {count}.");
        }

        foreach (var id in _memory.Deleted.Where(id => all || _memory.CheckedPrompts.Add(id)))
        {
            using var response = await _http.GetAsync($"v0/evi/prompts/{id}");
            if (response.IsSuccessStatusCode)
                throw new MissingException($"The prompt {id} was deleted and is back.");
        }
    }

    private async Task VoicesAsync()
    {
        var found = (await PagesAsync("v0/tts/voices?provider=CUSTOM_VOICE", "voices_page")).Select(voice => (string)voice["name"]!).ToHashSet();
        foreach (var name in _memory.Voices.Keys)
        {
            if (!found.Contains(name))
                throw new MissingException($"The voice '{name}' is gone.");
        }
    }

    private async Task ChatAsync(ChatMemory chat)
    {
        var events = (await PagesAsync($"v0/evi/chats/{chat.Id}?", "events_page"))
            .Select(entry => ((string)entry["type"]!, (string)entry["type"]! == "ASSISTANT_PROSODY" ? null : (string?)entry["message_text"])).ToList();
        var status = (string?)(await GetAsync($"v0/evi/chats/{chat.Id}"))["status"];
        if (status == "ACTIVE")
            throw new MissingException($"The chat {chat.Id} of a server that was killed is still active.");

        if (events[^1].Item1 != "CHAT_END_MESSAGE" || events.Count(entry => entry.Item1 == "CHAT_END_MESSAGE") != 1)
            throw new MissingException($"The history of the chat {chat.Id} does not end with its end.");

        if (chat.Sent.FirstOrDefault(sent => !events.Contains(("USER_MESSAGE", sent))) is { } lost)
            throw new MissingException($"'{lost}' was acknowledged for the chat {chat.Id}, and is not in the history: {string.Join(", ", events)}");

        // What the client got is there, in the order of the history; the history may have more.
        var place = 0;
        foreach (var heard in chat.Heard)
        {
            place = events.IndexOf(heard, place) + 1;
            if (place == 0)
                throw new MissingException($"The client of the chat {chat.Id} got {heard}, which is not in the history, or not in its place: {string.Join(", ", events)}");
        }

        chat.IsChecked = true;
    }

    /// <summary>The recording of a chat that a kill ended can be fetched, and is a file with the length that it claims.</summary>
    private async Task RecordingAsync(ChatMemory chat)
    {
        var audio = await GetAsync($"v0/evi/chats/{chat.Id}/audio");
        if ((string?)audio["status"] != "COMPLETE")
            throw new MissingException($"The chat {chat.Id} has no recording: {audio.ToJsonString()}");

        var file = await _http.GetByteArrayAsync(new Uri((string)audio["signed_audio_url"]!));
        if (!file.AsSpan().StartsWith("RIFF"u8) || BitConverter.ToUInt32(file, 4) != file.Length - 8)
            throw new MissingException($"The recording of the chat {chat.Id} has {file.Length} bytes and claims others.");
    }

    private async Task<List<JsonNode>> PagesAsync(string path, string list)
    {
        var all = new List<JsonNode>();
        for (var page = 0; ; page++)
        {
            var answer = await GetAsync($"{path}&page_size={PageSize}&page_number={page}");
            all.AddRange(answer[list]!.AsArray().Select(entry => entry!));
            if (page + 1 >= (int)answer["total_pages"]!)
                return all;
        }
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new MissingException($"{path} was answered with {(int)response.StatusCode}: {text}");
    }
}
