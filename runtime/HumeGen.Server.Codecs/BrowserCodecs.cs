using HumeGen.Server.Codecs.Ffmpeg;
using HumeGen.Server.Codecs.Ogg;
using HumeGen.Server.Codecs.WebM;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs;

/// <summary>Extensions that let a server hear what browsers record.</summary>
public static class BrowserCodecs
{
    /// <summary>
    /// Adds decoders of WebM and Ogg with Opus, and of what the program ffmpeg reads: MP4 with AAC, other WebM and Ogg, MP3, ADTS AAC, FLAC, CAF and AIFF.
    /// Where ffmpeg is not installed, a recording that needs it is refused with an error that says so.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="ffmpeg">The path of ffmpeg, or its name on the search path.</param>
    /// <param name="ffmpegProcesses">The recordings that ffmpeg decodes at the same time, 1 at least; a further one is refused. 32 unless given.</param>
    public static HumeServerEngines AddBrowserCodecs(this HumeServerEngines engines, string ffmpeg = "ffmpeg", int ffmpegProcesses = 32)
    {
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentException.ThrowIfNullOrEmpty(ffmpeg);
        ArgumentOutOfRangeException.ThrowIfLessThan(ffmpegProcesses, 1);

        // ffmpeg takes what those before it do not.
        engines.AudioDecoders.Add(new WebmDecoder());
        engines.AudioDecoders.Add(new OggDecoder());
        var program = new FfmpegProgram(ffmpeg, ffmpegProcesses);
        foreach (var kind in FfmpegKind.All)
            engines.AudioDecoders.Add(new FfmpegDecoder(program, kind));

        return engines;
    }

    /// <summary>Finds out whether ffmpeg is there, without which some recordings are refused.</summary>
    /// <returns>Null when it is; else a line that says what cannot be decoded, and how to get it.</returns>
    public static string? FindMissing() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg")))
            ? null
            : "ffmpeg: MP4 of Safari, MP3 and other recordings are refused. Install it with: apt-get install ffmpeg";
}
