namespace HumeGen.Server.Database;

/// <summary>The place where a <see cref="HumeDatabase"/> keeps the state, and the times after which it forgets.</summary>
public sealed record HumeDatabaseOptions
{
    /// <summary>
    /// The folder of recordings and files, and of the database unless <see cref="PostgreSql"/> is set. It is made where it is missing, for the user of the process
    /// only. Servers that share a database share the folder, too.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The connection string of a PostgreSQL database, such as <c>Host=db.inside;Database=hume;Username=hume;Password=...</c>; null for an SQLite database in the folder.
    /// </summary>
    public string? PostgreSql { get; init; }

    /// <summary>The time after its end at which a chat is forgotten with its events and its recording; for ever when null.</summary>
    public TimeSpan? KeepChats { get; init; }

    /// <summary>The time after the end of a chat at which its recording is forgotten; as long as the chat when null.</summary>
    public TimeSpan? KeepRecordings { get; init; }

    /// <summary>The time after its end at which a job is forgotten with its results; for ever when null.</summary>
    public TimeSpan? KeepJobs { get; init; }

    /// <summary>The clock. The clock of the system unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal string? Fault => string.IsNullOrWhiteSpace(Folder) ? "Folder is empty; name the folder for recordings and files."
        : KeepChats <= TimeSpan.Zero ? $"KeepChats must be more than 0, but is {KeepChats}."
        : KeepRecordings <= TimeSpan.Zero ? $"KeepRecordings must be more than 0, but is {KeepRecordings}."
        : KeepJobs <= TimeSpan.Zero ? $"KeepJobs must be more than 0, but is {KeepJobs}."
        : null;
}
