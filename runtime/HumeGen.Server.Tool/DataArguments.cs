using System.CommandLine;
using HumeGen.Server.Database;

namespace HumeGen.Server.Tool;

/// <summary>The options that say where the state is kept, and for how long.</summary>
internal static class DataArguments
{
    /// <summary>The variable of the environment with the connection string of the database.</summary>
    public const string DatabaseVariable = "HUMEGEN_SERVER_DATABASE";

    private static readonly Option<string?> Data = new("--data")
    {
        Recursive = true,
        Description = "The folder that keeps chats, recordings, configs, voices and jobs. The folder humegen-server among the data of the user's programs unless given.",
        HelpName = "folder",
    };

    private static readonly Option<string?> Database = new("--database")
    {
        Recursive = true,
        Description = "The connection string of a PostgreSQL database in the place of the one in the folder, such as Host=db.inside;Database=hume;Username=hume;Password=... "
            + $"Better in the environment as {DatabaseVariable}, as other users of the machine see arguments.",
        HelpName = "connection",
    };

    private static readonly Option<string?> NodeAddress = new("--node-address")
    {
        Description = "The address at which the other servers of the database reach this one, such as http://10.0.0.2:5080, for connections to chats that this one holds. "
            + "That in the network of the database unless given; with a certificate, none.",
        HelpName = "url",
    };

    private static readonly Option<bool> NoData = new("--no-data")
    {
        Description = "Keeps the state in memory only, for tests: it ends with the server.",
    };

    private static readonly Option<double?> KeepChats = new("--keep-chats")
    {
        Description = "The days after which a chat that has ended is forgotten, with its recording. It is kept for ever unless given.",
        HelpName = "days",
    };

    private static readonly Option<double?> KeepRecordings = new("--keep-recordings")
    {
        Description = "The days after which the recording of a chat that has ended is forgotten. It is kept as long as the chat unless given.",
        HelpName = "days",
    };

    private static readonly Option<double?> KeepJobs = new("--keep-jobs")
    {
        Description = "The days after which a job that has ended is forgotten, with its results. It is kept for ever unless given.",
        HelpName = "days",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All { get; } = [Data, Database, NodeAddress, NoData, KeepChats, KeepRecordings, KeepJobs];

    /// <summary>The place of the state; null for memory.</summary>
    public static HumeDatabaseOptions? Read(ParseResult parsed, Terminal terminal)
    {
        var connection = CommandLine.Secret(parsed, Database, terminal, DatabaseVariable);
        if (parsed.GetValue(NoData))
        {
            var unused = All.FirstOrDefault(option => option != NoData && parsed.GetResult(option) is { Implicit: false });
            return unused is null ? null : throw new ToolException($"--no-data keeps nothing: leave out {unused.Name}, or --no-data.");
        }

        return new HumeDatabaseOptions
        {
            Folder = CommandLine.Filled(parsed.GetValue(Data), "--data")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "humegen-server"),
            PostgreSql = connection,
            KeepChats = Days(parsed, KeepChats),
            KeepRecordings = Days(parsed, KeepRecordings),
            KeepJobs = Days(parsed, KeepJobs),
        };
    }

    /// <summary>The address at which other servers reach this one; null to find it.</summary>
    public static Uri? ReadNodeAddress(ParseResult parsed) =>
        CommandLine.Filled(parsed.GetValue(NodeAddress), NodeAddress.Name) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" } ? address
            : throw new ToolException($"{NodeAddress.Name} '{text}' is not an address of this server. One is http://10.0.0.2:5080, with the path of --path-base.");

    private static TimeSpan? Days(ParseResult parsed, Option<double?> option)
    {
        var days = parsed.GetValue(option);
        return days is null ? null
            : days > 0 && days < 1_000_000 ? TimeSpan.FromDays(days.Value)
            : throw new ToolException(FormattableString.Invariant($"{option.Name} {days} is not a number of days. Give one above 0, such as 30."));
    }
}
