using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Database;

/// <summary>Messages of the log.</summary>
internal static partial class DatabaseLog
{
    [LoggerMessage(1, LogLevel.Error, "The work of the database in the background failed; it is tried again")]
    public static partial void Failed(ILogger logger, Exception fault);
}
