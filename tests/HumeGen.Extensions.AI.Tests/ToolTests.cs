using System.Text.Json;
using Hume.EmpathicVoice;

namespace Hume.AI.Tests;

public sealed class ToolTests
{
    private static readonly JsonSerializerOptions Json = AIJsonUtilities.DefaultOptions;

    [Fact]
    public async Task A_function_answers_the_call_of_EVI()
    {
        var function = AIFunctionFactory.Create((string location) => $"{location}: 21 degrees", "get_current_weather", "Tells the weather.", Json);

        Assert.Equal("Oslo: 21 degrees", (await CallAsync<ToolResponseMessage>(function, null, "What is the weather like in Oslo?")).Content);
    }

    [Fact]
    public async Task EVI_gets_no_detail_of_an_exception_unless_it_is_asked_for()
    {
        var function = AIFunctionFactory.Create(string (string location) => throw new InvalidOperationException("password=hunter2"), "weather", null, Json);

        Assert.Equal("The tool failed.", (await CallAsync<ToolErrorMessage>(function, null, "weather in Oslo")).Error);
        Assert.Equal("password=hunter2", (await CallAsync<ToolErrorMessage>(function, t => t.IncludeErrorDetails = true, "weather in Oslo")).Error);
    }

    [Fact]
    public async Task EVI_gets_what_a_function_tells_it_on_purpose()
    {
        var function = AIFunctionFactory.Create(string (string location) => throw new ToolErrorException($"There is no {location}."), "weather", null, Json);

        Assert.Equal("There is no Oslo.", (await CallAsync<ToolErrorMessage>(function, null, "weather in Oslo")).Error);
    }

    [Theory]
    [InlineData("""{"city":5}""", "The argument 'city' of weather must be of the type string.")]
    [InlineData("""{"city":"Oslo","days":1.5}""", "The argument 'days' of weather must be of the type integer.")]
    [InlineData("""{"city":"Oslo","unit":"kelvin"}""", """The argument 'unit' of weather must be one of "celsius", "fahrenheit".""")]
    [InlineData("""{}""", "The argument 'city' of weather is missing.")]
    [InlineData("""[]""", "The arguments of weather must be a JSON object.")]
    [InlineData("""{"city":"Oslo","town":1}""", "weather has no argument 'town'.")]
    public void Arguments_that_do_not_fit_the_schema_are_told_to_EVI(string arguments, string expected)
    {
        var function = AIFunctionFactory.CreateDeclaration("weather", null, JsonElement.Parse("""
            {"type":"object","properties":{"city":{"type":"string"},"days":{"type":["integer","null"]},"unit":{"enum":["celsius","fahrenheit"]}},
            "required":["city"],"additionalProperties":false}
            """));

        var error = Assert.Throws<ToolErrorException>(() => ToolArguments.Read(JsonElement.Parse(arguments), function));

        Assert.StartsWith(expected.Replace("type integer", "type integer or null", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_defines_a_tool_for_a_session_and_for_a_config()
    {
        var function = AIFunctionFactory.Create((int sides) => sides, "roll", "Rolls a die.", Json);

        var tool = function.AsEviTool("no dice");
        var posted = function.AsPostedTool("no dice");

        Assert.Equal(("roll", "Rolls a die.", "no dice", ToolType.Function), (tool.Name, tool.Description, tool.FallbackContent, tool.Type));
        Assert.Equal((tool.Name, tool.Description, tool.Parameters, tool.FallbackContent), (posted.Name, posted.Description, posted.Parameters, posted.FallbackContent));
        Assert.Equal("integer", JsonElement.Parse(tool.Parameters).GetProperty("properties").GetProperty("sides").GetProperty("type").GetString());
    }

    [Fact]
    public void A_result_of_any_kind_becomes_text()
    {
        Assert.Equal("Done.", ToolText.Of(null, Json));
        Assert.Equal("5", ToolText.Of(5, Json));
        Assert.Equal("sunny", ToolText.Of(JsonElement.Parse("\"sunny\""), Json));
        Assert.Equal("""{"a":1}""", ToolText.Of(JsonElement.Parse("""{"a":1}"""), Json));
        Assert.Equal("words", ToolText.Of(new TextContent("words"), Json));
    }

    // Speaks of the tool, and waits for what the chat echoes of its answer.
    private static async Task<T> CallAsync<T>(AIFunction function, Action<ToolHandlers>? configure, string text)
        where T : ISubscribeEvent
    {
        await using var hume = await Simulated.StartAsync();
        await using var chat = await hume.Client.EmpathicVoice.Chat.ConnectAsync();
        chat.Tools.Handle(function);
        configure?.Invoke(chat.Tools);
        await chat.SendAsync(new SessionSettings { Tools = [function.AsEviTool()] });
        var answer = chat.WaitForAsync<T>();
        await chat.SendAsync(new UserInput { Text = text });
        return await answer.WaitAsync(TimeSpan.FromMinutes(2));
    }
}
