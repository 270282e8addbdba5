using System.Text.Json.Nodes;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Parameters that Hume's examples send, sent by our calls.</summary>
public class QueryPayloadTests
{
    private static readonly Dictionary<string, Func<HumeClient, Task>> Calls = new()
    {
        ["evi.chat-groups.get-audio.query.json"] = c =>
            c.EmpathicVoice.ChatGroups.GetAudioAsync("g", new() { PageNumber = 0, PageSize = 10, AscendingOrder = true }).GetPageAsync(),
        ["evi.chat-groups.get-chat-group.query.json"] = c =>
            c.EmpathicVoice.ChatGroups.GetChatGroupAsync("g", new() { PageNumber = 0, PageSize = 1, AscendingOrder = true }).GetPageAsync(),
        ["evi.chat-groups.list-chat-group-events.query.json"] = c =>
            c.EmpathicVoice.ChatGroups.ListChatGroupEventsAsync("g", new() { PageNumber = 0, PageSize = 3, AscendingOrder = true }).GetPageAsync(),
        ["evi.chat-groups.list-chat-groups.query.json"] = c => c.EmpathicVoice.ChatGroups.ListChatGroupsAsync(
            new() { PageNumber = 0, PageSize = 1, AscendingOrder = true, ConfigId = "c0ffee00-0000-4000-8000-00000000000c" }).GetPageAsync(),
        ["evi.chats.list-chat-events.query.json"] = c =>
            c.EmpathicVoice.Chats.ListChatEventsAsync("c", new() { PageNumber = 0, PageSize = 3, AscendingOrder = true }).GetPageAsync(),
        ["evi.chats.list-chats.query.json"] = c => c.EmpathicVoice.Chats.ListChatsAsync(new() { PageNumber = 0, PageSize = 1, AscendingOrder = true }).GetPageAsync(),
        ["evi.configs.list-configs.query.json"] = c => c.EmpathicVoice.Configs.ListConfigsAsync(new() { PageNumber = 0, PageSize = 1 }).GetPageAsync(),
        ["evi.prompts.list-prompts.query.json"] = c => c.EmpathicVoice.Prompts.ListPromptsAsync(new() { PageNumber = 0, PageSize = 2 }).GetPageAsync(),
        ["evi.tools.list-tools.query.json"] = c => c.EmpathicVoice.Tools.ListToolsAsync(new() { PageNumber = 0, PageSize = 2 }).GetPageAsync(),
    };

    /// <summary>Payloads that are no JSON of their own: parameters, and a form without any part.</summary>
    public static IReadOnlyList<string> Files => [.. Calls.Keys, "tts.convert-voice-json.request.json"];

    public static TheoryData<string> Queries => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Parameters_are_sent_as_they_are_given(string file)
    {
        var recorder = new Recorder(_ => throw new HttpRequestException("Only the request matters."));
        using var client = TestClient.Of(recorder);
        await Assert.ThrowsAsync<ApiConnectionException>(() => Calls[file](client));

        var expected = JsonNode.Parse(Payloads.Text(file))!.AsObject();
        Assert.Equal(expected.Select(m => m.Key).Order(), recorder.Only.Query.Keys.Order());
        Assert.All(expected, m => Assert.Equal(m.Value!.ToString(), recorder.Only.Query[m.Key]));
    }

    [Fact]
    public async Task A_form_may_be_empty()
    {
        Assert.Empty(JsonNode.Parse(Payloads.Text("tts.convert-voice-json.request.json"))!.AsObject());
        var recorder = new Recorder(System.Net.HttpStatusCode.OK, "", "text/event-stream");
        using var client = TestClient.Of(recorder);
        await foreach (var _ in client.Tts.ConvertVoiceJsonAsync(new ConvertVoiceJsonRequest()))
            Assert.Fail("There is nothing to read.");
        Assert.Empty(await recorder.Only.FormAsync());
    }
}
