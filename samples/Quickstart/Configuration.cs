using Hume;
using Hume.EmpathicVoice;
using Spectre.Console;

namespace Quickstart;

/// <summary>Creates a tool, a prompt and a config that uses both, a second version of each, lists, renames and deletes them.</summary>
internal static class Configuration
{
    public static async Task RunAsync(IHumeClient hume)
    {
        AnsiConsole.Write(new Rule("[bold]Configuration[/]").LeftJustified());
        var evi = hume.EmpathicVoice;

        var tool = Present(await evi.Tools.CreateToolAsync(new()
        {
            Name = "weather",
            Description = "Tells the weather of a place.",
            Parameters = """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""",
        }));
        var prompt = Present(await evi.Prompts.CreatePromptAsync(new() { Name = "assistant", Text = "You help briefly and kindly." }));
        var config = await evi.Configs.CreateConfigAsync(new()
        {
            Name = "helper",
            EviVersion = "3",
            Prompt = new() { Id = prompt.Id, Version = prompt.Version },
            Tools = [new() { Id = tool.Id, Version = tool.Version }],
        });

        try
        {
            tool = Present(await evi.Tools.CreateToolVersionAsync(tool.Id, new() { Parameters = tool.Parameters, VersionDescription = "Same, but second." }));
            prompt = Present(await evi.Prompts.CreatePromptVersionAsync(prompt.Id, new() { Text = "You help briefly, kindly and in rhyme." }));
            config = await evi.Configs.CreateConfigVersionAsync(config.Id!, new()
            {
                EviVersion = "3",
                Prompt = new() { Id = prompt.Id, Version = prompt.Version },
                Tools = [new() { Id = tool.Id, Version = tool.Version }],
            });

            var table = new Table().AddColumns("page", "kind", "name", "version", "id").RoundedBorder();
            await foreach (var page in evi.Tools.ListToolVersionsAsync(tool.Id, new() { PageSize = 1, RestrictToMostRecent = false }).AsPages())
                table.AddRow($"{page.PageNumber + 1} of {page.TotalPages}", "tool", page.ToolsPage[0]!.Name, $"{page.ToolsPage[0]!.Version}", tool.Id);
            await foreach (var page in evi.Prompts.ListPromptVersionsAsync(prompt.Id, new() { PageSize = 1, RestrictToMostRecent = false }).AsPages())
                table.AddRow($"{page.PageNumber + 1} of {page.TotalPages}", "prompt", page.PromptsPage[0]!.Name, $"{page.PromptsPage[0]!.Version}", prompt.Id);
            await foreach (var page in evi.Configs.ListConfigVersionsAsync(config.Id!, new() { PageSize = 1, RestrictToMostRecent = false }).AsPages())
                table.AddRow($"{page.PageNumber + 1} of {page.TotalPages}", "config", page.ConfigsPage![0].Name!, $"{page.ConfigsPage[0].Version}", config.Id!);
            AnsiConsole.Write(table);

            await evi.Configs.UpdateConfigNameAsync(config.Id!, new() { Name = "helper in rhyme" });
            await evi.Prompts.UpdatePromptNameAsync(prompt.Id, new() { Name = "assistant in rhyme" });
            await evi.Tools.UpdateToolNameAsync(tool.Id, new() { Name = "weather_report" });
            var renamed = await evi.Configs.GetConfigVersionAsync(config.Id!, config.Version ?? 0);
            AnsiConsole.MarkupLineInterpolated($"Renamed: [green]{renamed.Name}[/], with the prompt [green]{renamed.Prompt?.Name}[/] and the tool [green]{renamed.Tools?[0]?.Name}[/]");
        }
        finally
        {
            await evi.Configs.DeleteConfigAsync(config.Id!);
            await evi.Prompts.DeletePromptAsync(prompt.Id);
            await evi.Tools.DeleteToolAsync(tool.Id);
            AnsiConsole.WriteLine("Deleted all three, with all their versions");
        }
    }

    // The specification lets these calls answer null; for what was just made that would be a fault of the server.
    private static T Present<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException("The server answered null for what it just created.");
}
