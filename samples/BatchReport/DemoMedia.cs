using Hume;
using Hume.Tts;
using Samples;
using Spectre.Console;

namespace BatchReport;

/// <summary>A small folder of media for those who brought none: speech, a picture, a text, and a file that is broken.</summary>
internal static class DemoMedia
{
    private static readonly (string File, string Text)[] Recordings =
    [
        ("welcome.wav", "Welcome to the evening show! We have music, we have stories, and later on there will be a very special guest. Stay with us, and tell your friends."),
        ("complaint.wav", "I have called three times this week. Each time somebody promised to help, and each time nothing happened. Please tell me that today is different."),
        ("good-news.wav", "It worked! After all those months it really worked. I still cannot believe it, so let me sit down for a moment and breathe."),
    ];

    /// <summary>Makes the folder. Files that are there already stay as they are.</summary>
    public static async Task MakeAsync(IHumeClient hume, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in Recordings.Where(r => !File.Exists(Path.Combine(folder, r.File))))
        {
            var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = text }], Format = new FormatWav() }, cancellationToken: stop);
            await WriteAsync(folder, file, speech.Generations[0].Audio);
        }

        await WriteAsync(folder, "smile.png", KnownFace.Picture);
        await WriteAsync(folder, "letter.txt", "Dear Anna,\nthe garden is in bloom again. I miss you every day. Will you come in June?\n"u8.ToArray());
        await WriteAsync(folder, "broken.wav", new byte[] { 1, 2, 3, 4 });
        AnsiConsole.MarkupLineInterpolated($"[grey]The media are in {folder}[/]");
    }

    // Under another name first, so that a file is there as a whole or not at all.
    private static async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> content)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
            return;
        await File.WriteAllBytesAsync($"{path}.new", content.ToArray());
        File.Move($"{path}.new", path);
    }
}
