using System.Diagnostics;

namespace HumeGen.SystemTests.Support;

/// <summary>Runs programs of Debian packages.</summary>
internal static class Installed
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs a program to its end, and gives what it writes to the standard output. A program that fails fails the test.</summary>
    /// <param name="program">Name on the search path.</param>
    /// <param name="input">Bytes for the standard input.</param>
    /// <param name="arguments">Arguments, none of which is read by a shell.</param>
    public static async Task<byte[]> RunAsync(string program, ReadOnlyMemory<byte> input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        using var output = new MemoryStream();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{program} has ended with {process.ExitCode}: {await errors}");
            return output.ToArray();
        }
        finally
        {
            process.Kill();
        }
    }
}
