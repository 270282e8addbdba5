using System.ComponentModel;
using System.Diagnostics;

namespace Microphone;

/// <summary>A program of the computer that records to its output, or plays what it gets as input.</summary>
internal sealed record AudioProgram(string Name, string Arguments)
{
    private const string Samples = "-t raw -r 16000 -c 1 -b 16 -e signed-integer";

    /// <summary>Programs that write 16-bit samples at 16 kHz with one channel, the best first.</summary>
    public static AudioProgram[] Recorders { get; } =
        OperatingSystem.IsWindows() ? [new("sox", $"-q -t waveaudio default {Samples} -")]
        : OperatingSystem.IsMacOS() ? [new("rec", $"-q {Samples} -"), new("ffmpeg", "-loglevel error -f avfoundation -i :default -ar 16000 -ac 1 -f s16le -")]
        :
        [
            new("arecord", "-q -t raw -f S16_LE -r 16000 -c 1 -"),
            new("parec", "--raw --format=s16le --rate=16000 --channels=1 --latency-msec=20"),
            new("rec", $"-q {Samples} -"),
            new("ffmpeg", "-loglevel error -f alsa -i default -ar 16000 -ac 1 -f s16le -"),
        ];

    /// <summary>Programs that play a WAV file.</summary>
    public static AudioProgram[] Players { get; } =
        OperatingSystem.IsWindows() ? [new("sox", "-q -t wav - -t waveaudio default"), new("ffplay", "-nodisp -autoexit -loglevel error -i -")]
        : [new("aplay", "-q -"), new("play", "-q -t wav -"), new("ffplay", "-nodisp -autoexit -loglevel error -i -")];

    /// <summary>Finds the first of some programs that is installed.</summary>
    public static AudioProgram Find(AudioProgram[] programs, string task, string inPlace)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return programs.FirstOrDefault(program => folders.Any(folder => File.Exists(Path.Combine(folder, program.Name + suffix))))
            ?? throw new ProblemException($"No program that {task} was found. Install one of {string.Join(", ", programs.Select(p => p.Name))} "
                + $"({(OperatingSystem.IsLinux() ? "alsa-utils, pulseaudio-utils, sox and ffmpeg have them" : "sox and ffmpeg have them")}), or {inPlace}.");
    }

    public Process Start(bool isRecorder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Name, Arguments)
            {
                RedirectStandardOutput = isRecorder,
                RedirectStandardInput = !isRecorder,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw Failure("start", e.Message);
        }
    }

    /// <summary>Ends a process of this program at once; nothing happens if it has ended.</summary>
    public static void Stop(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Makes an exception of the last line that a process told.</summary>
    public ProblemException Failure(string task, string errors) =>
        new($"{Name} does not {task}: {errors.Trim().Split('\n')[^1].TrimEnd('.')}. Check the device, then try again.");
}
