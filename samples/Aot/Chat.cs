using Hume;
using Hume.EmpathicVoice;

namespace Aot;

/// <summary>A chat in which EVI calls a tool, and a list that comes page by page.</summary>
internal static class Chat
{
    public static async Task RunAsync(IHumeClient hume)
    {
        await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
        {
            chat.Tools.Handle("get_weather", static (arguments, _) => Task.FromResult("Sunny in " + arguments.GetProperty("place").GetString()));
            await chat.SendAsync(new SessionSettings
            {
                Tools = [new() { Type = ToolType.Function, Name = "get_weather", Parameters = """{"type":"object","properties":{"place":{"type":"string"}}}""" }],
            });
            var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content?.Contains("Sunny", StringComparison.Ordinal) == true);
            await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" });
            Console.WriteLine($"Chat with a tool: {(await answer).Message.Content}");
            await chat.CloseAsync();
        }

        var tool = await hume.EmpathicVoice.Tools.CreateToolAsync(new() { Name = $"tool_{Guid.NewGuid():N}", Parameters = "{}" });
        var isListed = false;
        await foreach (var listed in hume.EmpathicVoice.Tools.ListToolsAsync())
            isListed |= listed?.Id == tool!.Id;
        await hume.EmpathicVoice.Tools.DeleteToolAsync(tool!.Id);
        Console.WriteLine($"A tool is {(isListed ? "created, listed and deleted" : "missing from the list")}");
    }
}
