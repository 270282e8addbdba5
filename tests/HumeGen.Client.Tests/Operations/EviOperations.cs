using Hume.EmpathicVoice;
using static Hume.Tests.OperationCase;

namespace Hume.Tests;

internal static class EviOperations
{
    private const string Json = "application/json";
    private const string Versions = "page_number=3&page_size=20&restrict_to_most_recent=false";
    private const string Named = Versions + "&name=Night%20desk";
    private const string Ascending = "page_number=3&page_size=20&ascending_order=true";

    public static IReadOnlyList<OperationCase> All { get; } = [.. Tools, .. Prompts, .. Configs, .. Chats, .. CustomVoices];

    private static OperationCase[] Tools =>
    [
        new("GET", "/v0/evi/tools", c => Value(c.EmpathicVoice.Tools.ListToolsAsync(
            new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false, Name = "Night desk" }).GetPageAsync())) { Query = Named },
        new("POST", "/v0/evi/tools", c => Value(c.EmpathicVoice.Tools.CreateToolAsync(new()
        {
            Name = "weather", Parameters = """{"type":"object"}""", Description = "Tells the weather", FallbackContent = "No idea.", VersionDescription = "First",
        }))) { ContentType = Json },
        new("GET", "/v0/evi/tools/{id}", c => Value(c.EmpathicVoice.Tools.ListToolVersionsAsync(
            Id, new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false }).GetPageAsync())) { Query = Versions },
        new("POST", "/v0/evi/tools/{id}", c => Value(c.EmpathicVoice.Tools.CreateToolVersionAsync(
            Id, new() { Parameters = "{}", Description = "Tells the weather", FallbackContent = "No idea.", VersionDescription = "Second" }))) { ContentType = Json },
        new("PATCH", "/v0/evi/tools/{id}", c => Nothing(c.EmpathicVoice.Tools.UpdateToolNameAsync(Id, new() { Name = "climate" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/tools/{id}", c => Nothing(c.EmpathicVoice.Tools.DeleteToolAsync(Id))),
        new("GET", "/v0/evi/tools/{id}/version/{version}", c => Value(c.EmpathicVoice.Tools.GetToolVersionAsync(Id, OperationCase.Version))),
        new("PATCH", "/v0/evi/tools/{id}/version/{version}", c => Value(c.EmpathicVoice.Tools.UpdateToolDescriptionAsync(
            Id, OperationCase.Version, new() { VersionDescription = "Better" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/tools/{id}/version/{version}", c => Nothing(c.EmpathicVoice.Tools.DeleteToolVersionAsync(Id, OperationCase.Version))),
    ];

    private static OperationCase[] Prompts =>
    [
        new("GET", "/v0/evi/prompts", c => Value(c.EmpathicVoice.Prompts.ListPromptsAsync(
            new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false, Name = "Night desk" }).GetPageAsync())) { Query = Named },
        new("POST", "/v0/evi/prompts", c => Value(c.EmpathicVoice.Prompts.CreatePromptAsync(new()
        {
            Name = "Kind", Text = "Be kind.", VersionDescription = "First", PromptExpansion = new() { Enabled = false },
        }))) { ContentType = Json },
        new("GET", "/v0/evi/prompts/{id}", c => Value(c.EmpathicVoice.Prompts.ListPromptVersionsAsync(
            Id, new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false }).GetPageAsync())) { Query = Versions },
        new("POST", "/v0/evi/prompts/{id}", c => Value(c.EmpathicVoice.Prompts.CreatePromptVersionAsync(
            Id, new() { Text = "Be kinder.", VersionDescription = "Second", PromptExpansion = new() { Enabled = true } }))) { ContentType = Json },
        new("PATCH", "/v0/evi/prompts/{id}", c => Nothing(c.EmpathicVoice.Prompts.UpdatePromptNameAsync(Id, new() { Name = "Kinder" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/prompts/{id}", c => Nothing(c.EmpathicVoice.Prompts.DeletePromptAsync(Id))),
        new("GET", "/v0/evi/prompts/{id}/version/{version}", c => Value(c.EmpathicVoice.Prompts.GetPromptVersionAsync(Id, OperationCase.Version))),
        new("PATCH", "/v0/evi/prompts/{id}/version/{version}", c => Value(c.EmpathicVoice.Prompts.UpdatePromptDescriptionAsync(
            Id, OperationCase.Version, new() { VersionDescription = "Better" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/prompts/{id}/version/{version}", c => Nothing(c.EmpathicVoice.Prompts.DeletePromptVersionAsync(Id, OperationCase.Version))),
    ];

    private static OperationCase[] Configs =>
    [
        new("GET", "/v0/evi/configs", c => Value(c.EmpathicVoice.Configs.ListConfigsAsync(
            new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false, Name = "Night desk" }).GetPageAsync())) { Query = Named },
        new("POST", "/v0/evi/configs", c => Value(c.EmpathicVoice.Configs.CreateConfigAsync(CompleteSamples.Config))) { ContentType = Json },
        new("GET", "/v0/evi/configs/{id}", c => Value(c.EmpathicVoice.Configs.ListConfigVersionsAsync(
            Id, new() { PageNumber = 3, PageSize = 20, RestrictToMostRecent = false }).GetPageAsync())) { Query = Versions },
        new("POST", "/v0/evi/configs/{id}", c => Value(c.EmpathicVoice.Configs.CreateConfigVersionAsync(Id, CompleteSamples.ConfigVersion))) { ContentType = Json },
        new("PATCH", "/v0/evi/configs/{id}", c => Nothing(c.EmpathicVoice.Configs.UpdateConfigNameAsync(Id, new() { Name = "Day desk" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/configs/{id}", c => Nothing(c.EmpathicVoice.Configs.DeleteConfigAsync(Id))),
        new("GET", "/v0/evi/configs/{id}/version/{version}", c => Value(c.EmpathicVoice.Configs.GetConfigVersionAsync(Id, OperationCase.Version))),
        new("PATCH", "/v0/evi/configs/{id}/version/{version}", c => Value(c.EmpathicVoice.Configs.UpdateConfigDescriptionAsync(
            Id, OperationCase.Version, new() { VersionDescription = "Better" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/configs/{id}/version/{version}", c => Nothing(c.EmpathicVoice.Configs.DeleteConfigVersionAsync(Id, OperationCase.Version))),
    ];

    private static OperationCase[] Chats =>
    [
        new("GET", "/v0/evi/chats", c => Value(c.EmpathicVoice.Chats.ListChatsAsync(
            new() { PageNumber = 3, PageSize = 20, AscendingOrder = true, ConfigId = "config-1", Status = "ACTIVE" }).GetPageAsync()))
        {
            Query = Ascending + "&config_id=config-1&status=ACTIVE",
        },
        new("GET", "/v0/evi/chats/{id}", c => Value(c.EmpathicVoice.Chats.ListChatEventsAsync(
            Id, new() { PageNumber = 3, PageSize = 20, AscendingOrder = true }).GetPageAsync())) { Query = Ascending },
        new("GET", "/v0/evi/chats/{id}/audio", c => Value(c.EmpathicVoice.Chats.GetAudioAsync(Id))),
        new("GET", "/v0/evi/chat_groups", c => Value(c.EmpathicVoice.ChatGroups.ListChatGroupsAsync(
            new() { PageNumber = 3, PageSize = 20, AscendingOrder = true, ConfigId = "config-1" }).GetPageAsync())) { Query = Ascending + "&config_id=config-1" },
        new("GET", "/v0/evi/chat_groups/{id}", c => Value(c.EmpathicVoice.ChatGroups.GetChatGroupAsync(
            Id, new() { PageNumber = 3, PageSize = 20, AscendingOrder = true, Status = "ACTIVE" }).GetPageAsync())) { Query = Ascending + "&status=ACTIVE" },
        new("GET", "/v0/evi/chat_groups/{id}/audio", c => Value(c.EmpathicVoice.ChatGroups.GetAudioAsync(
            Id, new() { PageNumber = 3, PageSize = 20, AscendingOrder = true }).GetPageAsync())) { Query = Ascending },
        new("GET", "/v0/evi/chat_groups/{id}/events", c => Value(c.EmpathicVoice.ChatGroups.ListChatGroupEventsAsync(
            Id, new() { PageNumber = 3, PageSize = 20, AscendingOrder = true }).GetPageAsync())) { Query = Ascending },
        new("POST", "/v0/evi/chat/{chat_id}/send", c => Nothing(c.EmpathicVoice.ControlPlane.SendAsync(Id, CompleteSamples.ControlPlane[0]))) { ContentType = Json },
    ];

#pragma warning disable CS0618 // Withdrawn by Hume, and kept.
    private static OperationCase[] CustomVoices =>
    [
        new("GET", "/v0/evi/custom_voices", c => Value(c.EmpathicVoice.CustomVoices.ListCustomVoicesAsync(
            new() { PageNumber = 3, PageSize = 20, Name = "GRAVEL" }).GetPageAsync())) { Query = "page_number=3&page_size=20&name=GRAVEL" },
        new("POST", "/v0/evi/custom_voices", c => Value(c.EmpathicVoice.CustomVoices.CreateCustomVoiceAsync(CompleteSamples.CustomVoice))) { ContentType = Json },
        new("GET", "/v0/evi/custom_voices/{id}", c => Value(c.EmpathicVoice.CustomVoices.GetCustomVoiceAsync(Id))),
        new("POST", "/v0/evi/custom_voices/{id}", c => Value(c.EmpathicVoice.CustomVoices.CreateCustomVoiceVersionAsync(Id, CompleteSamples.CustomVoice))) { ContentType = Json },
        new("PATCH", "/v0/evi/custom_voices/{id}", c => Nothing(c.EmpathicVoice.CustomVoices.UpdateCustomVoiceNameAsync(Id, new() { Name = "SAND" }))) { ContentType = Json },
        new("DELETE", "/v0/evi/custom_voices/{id}", c => Nothing(c.EmpathicVoice.CustomVoices.DeleteCustomVoiceAsync(Id))),
    ];
#pragma warning restore CS0618
}
