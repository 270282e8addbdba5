using HumeGen.Audio;
using Spectre.Console;

namespace Microphone;

/// <summary>The loudness of the user's voice in the last line of the terminal. Redirected output has none.</summary>
internal sealed class LevelMeter(StatusContext? line)
{
    private const int Width = 30;
    private const int Quietest = -60;

    public static Task RunAsync(Func<LevelMeter, Task> action) => AnsiConsole.Profile.Capabilities.Ansi
        ? AnsiConsole.Status().StartAsync("Listening", line => action(new LevelMeter(line)))
        : action(new LevelMeter(null));

    public void Show(ReadOnlyMemory<byte> frame)
    {
        if (line is null)
            return;
        var level = new PcmAudio(frame, Source.Format).MeasureLevel().RmsDecibels;
        var length = (int)(Width * Math.Clamp(1 - (level / Quietest), 0, 1));
        line.Status($"[green]{new string('|', length)}[/][grey]{new string('.', Width - length)}[/]");
    }
}
