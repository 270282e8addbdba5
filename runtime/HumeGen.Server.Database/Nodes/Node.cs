using HumeGen.Server.Chats.History;
using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using HumeGen.Server.Database.Stores;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Nodes;

/// <summary>
/// This server among those that use the database. It says that it lives, in the table and by a file that it holds, and ends what servers left open that have died:
/// their chats end as errors, and their jobs are free to be claimed.
/// </summary>
internal sealed class Node : IDisposable
{
    /// <summary>The time between two signs of life.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    // Long enough for a server that is held up for a moment.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    private readonly Tables _tables;
    private readonly DataFolder _folder;
    private readonly IRecordingStore _recordings;
    private readonly TimeProvider _clock;
    private readonly FileStream _held;
    private string? _address;

    public Node(Tables tables, DataFolder folder, IRecordingStore recordings, TimeProvider clock)
    {
        (_tables, _folder, _recordings, _clock) = (tables, folder, recordings, clock);
        _held = new FileStream(folder.NodeLock(Id), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    public string Id { get; } = Guid.NewGuid().ToString("D");

    private static string Machine => Environment.MachineName;

    /// <summary>Tells the address at which the other servers reach this one.</summary>
    public Task AnnounceAsync(Uri address, CancellationToken cancellationToken)
    {
        _address = address.AbsoluteUri;
        return SayAliveAsync(cancellationToken);
    }

    /// <summary>The address of a server; null when it is not known here.</summary>
    public async Task<Uri?> FindAddressAsync(string nodeId, CancellationToken cancellationToken)
    {
        var row = await _tables.ReadAsync(context => context.Nodes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == nodeId, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        // The loopback address of another machine leads to this one.
        return row?.Address is { } address && new Uri(address) is var uri && (row.Machine == Machine || !uri.IsLoopback) ? uri : null;
    }

    /// <summary>Says that this server lives.</summary>
    public async Task SayAliveAsync(CancellationToken cancellationToken)
    {
        var until = _clock.GetUtcNow() + Life;
        await _tables.ChangeAsync(
            async context =>
            {
                var changed = await context.Nodes.Where(row => row.Id == Id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.AliveUntil, until).SetProperty(row => row.Address, _address), cancellationToken).ConfigureAwait(false);
                if (changed == 0)
                {
                    context.Add(new NodeRow { Id = Id, Machine = Machine, Address = _address, AliveUntil = until });
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what dead servers left open.</summary>
    public async Task BuryDeadAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var others = await _tables.ReadAsync(context => context.Nodes.AsNoTracking().Where(row => row.Id != Id)
            .ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var node in others.Where(node => node.AliveUntil <= now || (node.Machine == Machine && IsFree(_folder.NodeLock(node.Id)))))
        {
            await BuryAsync(node.Id, cancellationToken).ConfigureAwait(false);
            DataFolder.Delete(_folder.NodeLock(node.Id));
        }
    }

    /// <summary>Ends what this server left open, at its stop.</summary>
    public Task LeaveAsync() => BuryAsync(Id, CancellationToken.None);

    public void Dispose() => _held.Dispose();

    private async Task BuryAsync(string nodeId, CancellationToken cancellationToken)
    {
        var ended = await _tables.ChangeAsync(
            async context =>
            {
                // Of several servers that see it, the one that deletes the row does the rest.
                if (await context.Nodes.Where(row => row.Id == nodeId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 0)
                    return [];

                await context.Jobs.Where(row => row.NodeId == nodeId && (row.Ended == null || row.HasCallback))
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null), cancellationToken).ConfigureAwait(false);
                await context.KeyChats.Where(row => row.NodeId == nodeId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                var chats = await context.Chats.AsNoTracking().Where(row => row.NodeId == nodeId && row.Status == ChatRecord.Active)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                foreach (var chat in chats)
                    await EndAsync(context, chat, cancellationToken).ConfigureAwait(false);

                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return chats;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var chat in ended)
            await _recordings.EndAsync(chat.Id, cancellationToken).ConfigureAwait(false);
    }

    private static async Task EndAsync(HumeContext context, ChatRow chat, CancellationToken cancellationToken)
    {
        var last = await context.ChatEvents.AsNoTracking().Where(row => row.ChatId == chat.Id).OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var end = Math.Max(chat.StartTimestamp, last?.Timestamp ?? 0);
        var count = chat.EventCount;
        if (last?.Type != "CHAT_END_MESSAGE")
            context.Add(EventJson.Write(new ChatEvent(Guid.NewGuid().ToString("D"), chat.Id, end, "SYSTEM", "CHAT_END_MESSAGE", null), ++count));

        await context.Chats.Where(row => row.Id == chat.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, "ERROR").SetProperty(row => row.EndTimestamp, end).SetProperty(row => row.EventCount, count), cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Whether a file is there and nobody holds it: the process that did is gone.</summary>
    private static bool IsFree(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Held, or in the folder of another machine.
            return false;
        }
    }
}
