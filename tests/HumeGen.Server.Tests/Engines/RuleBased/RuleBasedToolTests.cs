using System.Text.Json;
using HumeGen.Server.Engines;
using HumeGen.Server.RuleBased;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Engines.RuleBased;

/// <summary>Calls of tools by rules.</summary>
public sealed class RuleBasedToolTests
{
    private static readonly AIFunctionDeclaration Weather = Tool(
        "get_current_weather",
        "Tells the weather at a place.",
        """{"type":"object","properties":{"location":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["location"]}""");

    private static readonly AIFunctionDeclaration Lights = Tool(
        "switchLights",
        "Turns the lights of a room on or off.",
        """{"type":"object","properties":{"room":{"type":"string"},"on":{"type":"boolean"}},"required":["room","on"]}""");

    private static readonly AIFunctionDeclaration Timer = Tool(
        "set_timer",
        "Sets a timer.",
        """{"type":"object","properties":{"minutes":{"type":"integer"}},"required":["minutes"]}""");

    [Theory]
    [InlineData("What is the weather like in London?", """get_current_weather {"location":"London"}""")]
    [InlineData("Tell me the weather in fahrenheit for New York, please.", """get_current_weather {"location":"New York","unit":"fahrenheit"}""")]
    [InlineData("Turn off the lights in the kitchen please.", """switchLights {"room":"kitchen","on":false}""")]
    [InlineData("Set a timer for twenty five minutes.", """set_timer {"minutes":25}""")]
    public async Task Words_of_a_tool_call_it_with_what_is_said(string said, string call) => Assert.Equal(call, await CallAsync(new ChatMessage(ChatRole.User, said)));

    [Fact]
    public async Task Other_words_call_no_tool()
    {
        Assert.Equal("", await CallAsync(new ChatMessage(ChatRole.User, "I would like to tell you about my place.")));
        Assert.Equal("", await CallAsync(new ChatMessage(ChatRole.User, "What time is it?")));
    }

    [Fact]
    public async Task A_parameter_that_is_not_said_is_asked_for_and_the_answer_calls_the_tool()
    {
        var question = new ChatMessage(ChatRole.User, "How is the weather?");
        var asked = await RespondAsync(question);

        Assert.Equal("Please tell me the location.", asked.Text.Trim());
        Assert.Equal(
            """get_current_weather {"location":"Paris"}""", await CallAsync(question, new ChatMessage(ChatRole.Assistant, asked.Text), new ChatMessage(ChatRole.User, "Paris.")));
    }

    [Theory]
    [InlineData("""{"temperature":20,"is_sunny":true}""", "Here is what I found. temperature is 20, is sunny is yes.")]
    [InlineData("It rains.", "Here is what I found. It rains.")]
    [InlineData("", "That is done.")]
    public async Task The_answer_of_a_tool_is_read_out(string content, string reply) =>
        Assert.Equal(reply, (await RespondAsync(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", content)]))).Text.Trim());

    [Fact]
    public async Task A_tool_that_has_failed_is_told()
    {
        var result = new FunctionResultContent("call_1", null) { Exception = new InvalidOperationException("inside") };

        Assert.Equal("I could not find that out.", (await RespondAsync(new ChatMessage(ChatRole.Tool, [result]))).Text.Trim());
    }

    private static async Task<string> CallAsync(params ChatMessage[] messages)
    {
        var response = await RespondAsync(messages);
        return string.Join(' ', response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .Select(call => $"{call.Name} {JsonSerializer.Serialize(call.Arguments)}"));
    }

    private static async Task<ChatResponse> RespondAsync(params ChatMessage[] messages) =>
        await new HumeServerEngines().AddRuleBased().Chat!.GetResponseAsync(messages, new() { Tools = [Weather, Lights, Timer] });

    private static AIFunctionDeclaration Tool(string name, string description, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, description, JsonSerializer.Deserialize<JsonElement>(schema));
}
