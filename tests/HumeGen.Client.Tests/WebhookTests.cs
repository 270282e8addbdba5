using Hume.EmpathicVoice;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Webhooks that Hume posts to the user's own server.</summary>
public class WebhookTests
{
    [Fact]
    public void The_three_webhooks_of_the_specification_have_types() =>
        Assert.Equal(["chat-ended", "chat-started", "tool-call"], Specs.Evi["webhooks"]!.AsObject().Select(w => w.Key).Order());

    [Fact]
    public void A_chat_that_starts_is_read()
    {
        var started = Assert.IsType<WebhookEventChatStarted>(Read(Payloads.Text("webhook.chat-started-named.json")));
        Assert.Equal(("grp-2", "chat-2", "cfg-2"), (started.ChatGroupId, started.ChatId, started.ConfigId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_725_000_000_004), started.StartTime);
        Assert.Equal(WebhookEventChatStartType.NewChatGroup, started.ChatStartType);
        Assert.Equal("chat_started", started.EventName);
    }

    [Fact]
    public void A_chat_that_ends_is_read()
    {
        var ended = Assert.IsType<WebhookEventChatEnded>(Read(Payloads.Text("webhook.chat-ended-named.json")));
        Assert.Equal((240, WebhookEventChatStatus.InactivityTimeout), (ended.DurationSeconds, ended.EndReason));
    }

    [Theory]
    [InlineData("webhook.chat-started.json", typeof(WebhookEventChatStarted))]
    [InlineData("webhook.chat-ended.json", typeof(WebhookEventChatEnded))]
    [InlineData("webhook.tool-call.json", typeof(WebhookEventToolCall))]
    public void An_event_without_its_name_is_told_by_what_it_holds(string file, Type type) => Assert.IsType(type, Read(Payloads.Text(file)));

    [Fact]
    public void A_tool_call_holds_the_message_of_the_chat()
    {
        var call = Assert.IsType<WebhookEventToolCall>(Read(Payloads.Text("webhook.tool-call.json")));
        Assert.Equal(("book_seat", """{"deck":2}""", false), (call.ToolCallMessage.Name, call.ToolCallMessage.Parameters, call.ToolCallMessage.ResponseRequired));
    }

    [Fact]
    public void The_facts_of_a_phone_call_are_a_map()
    {
        var started = Assert.IsType<WebhookEventChatStarted>(Read("""
            {"event_name":"chat_started","chat_group_id":"g","chat_id":"c","chat_start_type":"new_chat_group","start_time":1,
             "caller_number":"+4712345678","twilio_metadata":{"call_sid":"CA1","from_city":"OSLO"}}
            """));
        Assert.Equal("+4712345678", started.CallerNumber);
        Assert.Equal("OSLO", started.TwilioMetadata!["from_city"]);
    }

    [Theory]
    [InlineData("""{"event_name":"chat_paused","chat_id":"c"}""", "chat_paused")]
    [InlineData("""{"ping":true}""", "")]
    public void An_event_of_the_future_is_kept(string json, string name)
    {
        var unknown = Assert.IsType<UnknownWebhookEvent>(Read(json));
        Assert.Equal(name, unknown.EventName);
        Assert.Equal(json, ApiJson.WriteString(unknown));
    }

    private static IWebhookEvent Read(string json) => ApiJson.Read(System.Text.Encoding.UTF8.GetBytes(json), IWebhookEvent.ReadJson);
}
