using Hume;
using HumeGen;
using Spectre.Console;

namespace Quickstart;

/// <summary>Provokes an error of the API and shows what the client makes of it.</summary>
internal static class Errors
{
    public static async Task RunAsync(IHumeClient hume)
    {
        AnsiConsole.Write(new Rule("[bold]Errors[/]").LeftJustified());
        try
        {
            await hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0);
            AnsiConsole.WriteLine("The server has a config of that id after all");
        }
        catch (HumeApiException e)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{e.Code}[/] (HTTP {(int)e.StatusCode})");
            AnsiConsole.MarkupLineInterpolated($"Meaning: {e.Code?.Meaning ?? "not in the catalogue"}");
            AnsiConsole.MarkupLineInterpolated($"What to do: {e.Code?.Remedy ?? e.Message}");
        }
    }
}
