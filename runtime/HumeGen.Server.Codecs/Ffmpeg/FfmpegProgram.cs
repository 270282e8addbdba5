using System.ComponentModel;
using System.Diagnostics;

namespace HumeGen.Server.Codecs.Ffmpeg;

/// <summary>Starts ffmpeg, without a shell, for no more recordings at a time than allowed.</summary>
internal sealed class FfmpegProgram(string path, int processes)
{
    private const int LargestAllocation = 256 << 20;
    private const int ProcessorSeconds = 300;

    private int _running;

    /// <summary>Starts to decode to 16-bit samples of one channel at this rate.</summary>
    /// <param name="kind">The kind of the recording.</param>
    /// <param name="isFile">Whether it is a file, whose index may stand at its end, or a live stream.</param>
    /// <param name="sampleRate">Samples a second to decode to.</param>
    /// <exception cref="FormatException">It cannot be started: the message says why.</exception>
    public Process Start(FfmpegKind kind, bool isFile, int sampleRate)
    {
        if (Interlocked.Increment(ref _running) > processes)
        {
            Interlocked.Decrement(ref _running);
            throw new FormatException($"The server decodes {processes} recordings with ffmpeg already, which is the most. Try again later.");
        }

        // The recording names no other file or address that ffmpeg would open.
        string[] source = isFile ? ["-protocol_whitelist", "cache,pipe", "-f", kind.Demuxer, "-i", "cache:pipe:0"]
            : ["-fflags", "nobuffer", "-flags", "low_delay", "-probesize", "32", "-analyzeduration", "0", "-protocol_whitelist", "pipe", "-f", kind.Demuxer, "-i", "pipe:0"];
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "error", "-max_alloc", $"{LargestAllocation}", "-timelimit", $"{ProcessorSeconds}", "-threads", "1",
            .. source,
            "-map", "0:a:0", "-ac", "1", "-ar", $"{sampleRate}", "-flush_packets", "1", "-f", "s16le", "pipe:1",
        ];
        try
        {
            return Process.Start(new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            })!;
        }
        catch (Exception exception)
        {
            Interlocked.Decrement(ref _running);
            if (exception is Win32Exception)
            {
                throw new FormatException(
                    $"{kind.Name} is decoded by the program ffmpeg, which is not installed on the server. Install it, or record WebM or Ogg with Opus, WAV or raw PCM.");
            }

            throw;
        }
    }

    /// <summary>Ends a process that this program has started.</summary>
    public void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }

        process.Dispose();
        Interlocked.Decrement(ref _running);
    }
}
