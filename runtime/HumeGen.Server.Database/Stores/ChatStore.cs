using HumeGen.Server.Chats.History;
using HumeGen.Server.Database.Model;
using HumeGen.Server.Database.Nodes;
using HumeGen.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Stores;

/// <summary>Keeps chats and what was said in them.</summary>
internal sealed class ChatStore(Tables tables, EventWriter events, Sequence sequence, Node node) : IChatStore
{
    public async ValueTask<bool> AddAsync(ChatRecord chat, CancellationToken cancellationToken = default)
    {
        if (await TryAddAsync(chat, cancellationToken).ConfigureAwait(false))
            return true;

        // The server of the other chat may have died since this one has last looked.
        await node.BuryDeadAsync(cancellationToken).ConfigureAwait(false);
        return await TryAddAsync(chat, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default) => new(events.AppendAsync(entry));

    public async ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default)
    {
        var id = Lower(chatId);
        await tables.ChangeAsync(
            context => context.Chats.Where(chat => chat.Id == id && chat.Status == ChatRecord.Active)
                .ExecuteUpdateAsync(set => set.SetProperty(chat => chat.Status, status).SetProperty(chat => chat.EndTimestamp, endTimestamp), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default)
    {
        var id = Lower(chatId);
        var row = await tables.ReadAsync(context => context.Chats.AsNoTracking()
            .FirstOrDefaultAsync(chat => chat.Id == id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return row is null ? null
            : row.Status != ChatRecord.Active || row.NodeId == node.Id ? View(row)
            : View(row) with { IsHeldElsewhere = true, HolderAddress = await node.FindAddressAsync(row.NodeId, cancellationToken).ConfigureAwait(false) };
    }

    public async ValueTask<StoredPage<ChatRecord>> ListAsync(ChatQuery query, CancellationToken cancellationToken = default)
    {
        return await tables.ReadAsync(
            async context =>
            {
                var chosen = Chosen(context, query);
                var ordered = query.NewestFirst
                    ? chosen.OrderByDescending(chat => chat.StartTimestamp).ThenByDescending(chat => chat.Order)
                    : chosen.OrderBy(chat => chat.StartTimestamp).ThenBy(chat => chat.Order);
                var rows = await ordered.Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken).ConfigureAwait(false);
                var total = await TotalAsync(chosen, query.Skip, query.Take, rows.Count, cancellationToken).ConfigureAwait(false);
                return new StoredPage<ChatRecord>([.. rows.Select(View)], total);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StoredPage<ChatGroup>> ListGroupsAsync(ChatQuery query, CancellationToken cancellationToken = default)
    {
        return await tables.ReadAsync(
            async context =>
            {
                var chosen = Chosen(context, query).Select(chat => chat.GroupId);
                var groups = context.Chats.Where(chat => chosen.Contains(chat.GroupId)).GroupBy(chat => chat.GroupId).Select(group => new
                {
                    Id = group.Key,
                    First = group.Min(chat => chat.StartTimestamp),
                    Count = group.Count(),
                    Active = group.Count(chat => chat.Status == ChatRecord.Active),
                    Order = group.Min(chat => chat.Order),
                });
                var ordered = query.NewestFirst
                    ? groups.OrderByDescending(group => group.First).ThenByDescending(group => group.Order)
                    : groups.OrderBy(group => group.First).ThenBy(group => group.Order);
                var rows = await ordered.Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken).ConfigureAwait(false);
                var total = await TotalAsync(groups, query.Skip, query.Take, rows.Count, cancellationToken).ConfigureAwait(false);
                var ids = rows.Select(row => row.Id).ToList();
                var chats = await context.Chats.AsNoTracking().Where(chat => ids.Contains(chat.GroupId)).ToListAsync(cancellationToken).ConfigureAwait(false);
                var latest = chats.GroupBy(chat => chat.GroupId)
                    .ToDictionary(group => group.Key, group => group.OrderBy(chat => chat.StartTimestamp).ThenBy(chat => chat.Order).Last());
                return new StoredPage<ChatGroup>([.. rows.Select(row => new ChatGroup(row.Id, row.First, row.Count, row.Active > 0, View(latest[row.Id])))], total);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StoredPage<ChatEvent>> ListEventsAsync(ChatEventQuery query, CancellationToken cancellationToken = default)
    {
        var chatId = query.ChatId is null ? null : Lower(query.ChatId);
        var groupId = query.GroupId is null ? null : Lower(query.GroupId);
        return await tables.ReadAsync(
            async context =>
            {
                var chosen = chatId is not null
                    ? context.ChatEvents.AsNoTracking().Where(entry => entry.ChatId == chatId)
                    : context.ChatEvents.AsNoTracking().Where(entry => entry.Chat!.GroupId == groupId);
                var ordered = query.NewestFirst
                    ? chosen.OrderByDescending(entry => entry.Chat!.StartTimestamp).ThenByDescending(entry => entry.Chat!.Order).ThenByDescending(entry => entry.Number)
                    : chosen.OrderBy(entry => entry.Chat!.StartTimestamp).ThenBy(entry => entry.Chat!.Order).ThenBy(entry => entry.Number);
                var rows = await ordered.Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken).ConfigureAwait(false);
                var total = await TotalAsync(chosen, query.Skip, query.Take, rows.Count, cancellationToken).ConfigureAwait(false);
                return new StoredPage<ChatEvent>([.. rows.Select(EventJson.Read)], total);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryAddAsync(ChatRecord chat, CancellationToken cancellationToken)
    {
        var row = new ChatRow
        {
            Id = Lower(chat.Id),
            GroupId = Lower(chat.GroupId),
            ConfigId = chat.ConfigId is null ? null : Lower(chat.ConfigId),
            ConfigVersion = chat.ConfigVersion,
            Status = chat.Status,
            AllowConnection = chat.AllowConnection,
            StartTimestamp = chat.StartTimestamp,
            EndTimestamp = chat.EndTimestamp,
            NodeId = node.Id,
            Order = sequence.Next(),
        };
        try
        {
            return await tables.ChangeAsync(
                async context =>
                {
                    context.Add(row);
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException) when (chat.IsActive)
        {
            // The index of active chats has refused it, if there is one; another fault goes on.
            var others = await ListAsync(new() { GroupId = row.GroupId, Status = ChatRecord.Active, Take = 1 }, cancellationToken).ConfigureAwait(false);
            if (others.Total > 0)
                return false;

            throw;
        }
    }

    /// <summary>The number of all entries, counted only where the page does not tell it.</summary>
    private static async Task<int> TotalAsync<T>(IQueryable<T> all, int skip, int take, int found, CancellationToken cancellationToken) =>
        found < take && (found > 0 || skip == 0) ? skip + found : await all.CountAsync(cancellationToken).ConfigureAwait(false);

    private static IQueryable<ChatRow> Chosen(HumeContext context, ChatQuery query)
    {
        var chats = context.Chats.AsNoTracking();
        if (query.GroupId is { } group)
        {
            group = Lower(group);
            chats = chats.Where(chat => chat.GroupId == group);
        }

        if (query.ConfigId is { } config)
        {
            config = Lower(config);
            chats = chats.Where(chat => chat.ConfigId == config);
        }

        return query.Status is { } status ? chats.Where(chat => chat.Status == status) : chats;
    }

    private static ChatRecord View(ChatRow row) =>
        new(row.Id, row.GroupId, row.ConfigId, row.ConfigVersion, row.Status, row.AllowConnection, row.StartTimestamp)
        {
            EndTimestamp = row.EndTimestamp,
            EventCount = row.EventCount,
        };

    // Ids are UUIDs and compared without regard to case.
    private static string Lower(string id) => id.ToLowerInvariant();
}
