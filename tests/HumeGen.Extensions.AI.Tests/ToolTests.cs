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

        Assert.Equal("Oslo: 21 degrees", await CallAsync(function, null, "What is the weather like in Oslo?"));
    }

    [Fact]
    public async Task EVI_gets_no_detail_of_an_exception_unless_it_is_asked_for()
    {
        var function = AIFunctionFactory.Create(string (string location) => throw new InvalidOperationException("password=hunter2"), "weather", null, Json);

        Assert.Equal("The tool failed.", await CallAsync(function, null, "weather in Oslo"));
        Assert.Equal("password=hunter2", await CallAsync(function, t => t.IncludeErrorDetails = true, "weather in Oslo"));
    }

    [Fact]
    public async Task EVI_gets_what_a_function_tells_it_on_purpose()
    {
        var function = AIFunctionFactory.Create(string (string location) => throw new ToolErrorException($"There is no {location}."), "weather", null, Json);

        Assert.Equal("There is no Oslo.", await CallAsync(function, null, "weather in Oslo"));
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
    public void Arguments_count_by_their_values_and_not_by_how_they_are_written()
    {
        var function = AIFunctionFactory.CreateDeclaration("order", null, JsonElement.Parse("""
            {"type":"object","properties":{"drink":{"enum":["café"]},"cups":{"enum":[1,2]}},"required":["drink"]}
            """));

        var arguments = ToolArguments.Read(JsonElement.Parse("""{"drink":"caf\u00e9","cups":1.0}"""), function);
        var twice = ToolArguments.Read(JsonElement.Parse("""{"drink":"café","cups":1,"cups":2}"""), function);

        Assert.Equal("café", arguments["drink"]!.ToString());
        Assert.Equal("2", twice["cups"]!.ToString());
    }

    [Fact]
    public void A_function_that_needs_approval_does_not_run_without_it()
    {
        var tools = new ToolHandlers((_, _) => default, (_, _) => default);
        var function = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "paid", "pay", null, Json));

        var error = Assert.Throws<ArgumentException>(() => tools.Handle(function));

        Assert.Contains("pay must not run without approval", error.Message, StringComparison.Ordinal);
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

    // Speaks of the tool, and reads its answer from the history: the server sends no answer of a user's tool back.
    private static async Task<string> CallAsync(AIFunction function, Action<ToolHandlers>? configure, string text)
    {
        await using var hume = await Simulated.StartAsync();
        await using var chat = await hume.Client.EmpathicVoice.Chat.ConnectAsync();
        chat.Tools.Handle(function);
        configure?.Invoke(chat.Tools);
        await chat.SendAsync(new SessionSettings { Tools = [function.AsEviTool()] });
        var ended = chat.WaitForAsync<AssistantEnd>();
        await chat.SendAsync(new UserInput { Text = text });
        await ended.WaitAsync(TimeSpan.FromMinutes(1));
        return Assert.Single(await hume.ToolAnswersAsync());
    }
}
