using System.Net;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>Messages of the program.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The engines are deterministic: the server invents transcripts, answers, speech and scores.")]
    public static partial void Invented(ILogger log);

    [LoggerMessage(2, LogLevel.Warning, "{Address} can be reached by other machines, and without --certificate keys and speech travel unencrypted.")]
    public static partial void Unencrypted(ILogger log, IPAddress address);

    [LoggerMessage(3, LogLevel.Warning, "The certificate is valid from {From} to {To} only, so clients refuse it now.")]
    public static partial void Expired(ILogger log, DateTime from, DateTime to);

    [LoggerMessage(4, LogLevel.Information, "Engines: {Lines}")]
    public static partial void Engines(ILogger log, string lines);

    [LoggerMessage(5, LogLevel.Warning, "Missing: {Line}")]
    public static partial void Missing(ILogger log, string line);
}
