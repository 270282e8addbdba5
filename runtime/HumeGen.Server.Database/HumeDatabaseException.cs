namespace HumeGen.Server.Database;

/// <summary>A database that cannot be opened. The message says why, and what to do; it has no password.</summary>
public sealed class HumeDatabaseException : Exception
{
    internal HumeDatabaseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
