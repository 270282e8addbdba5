using HumeGen.Server.Authentication;
using HumeGen.Server.Database.Model;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Stores;

/// <summary>Keeps API keys, and the audio that each has used, by days.</summary>
internal sealed class KeyStore(Tables tables, Sequence sequence, string nodeId) : IKeyStore
{
    public async ValueTask AddAsync(StoredKey key, CancellationToken cancellationToken = default) => await tables.ChangeAsync(
        context =>
        {
            context.Add(new KeyRow
            {
                Id = key.Id,
                Name = key.Name,
                KeyHash = key.KeyHash,
                SecretHash = key.SecretHash,
                Created = key.Created,
                Revoked = key.Revoked,
                RequestsPerMinute = key.Limits.RequestsPerMinute,
                Chats = key.Limits.Chats,
                AudioSecondsPerDay = key.Limits.AudioSecondsPerDay,
                CreditsPerMonth = key.Limits.CreditsPerMonth,
                Credits = key.Limits.Credits,
                Order = sequence.Next(),
            });
            return context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredKey>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        var rows = await tables.ReadAsync(context => context.Keys.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    public async ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        var rows = await tables.ReadAsync(context => context.Keys.AsNoTracking().OrderBy(row => row.Order).ToListAsync(cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    public async ValueTask<bool> RevokeAsync(string id, DateTimeOffset time, CancellationToken cancellationToken = default) => await tables.ChangeAsync(
        async context => await context.Keys.Where(row => row.Id == id && row.Revoked == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revoked, time), cancellationToken).ConfigureAwait(false) > 0,
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<int?> EnterChatAsync(string id, int most, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var taken = await tables.ReadAsync(
                context => context.KeyChats.Where(row => row.KeyId == id).Select(row => row.Place).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            var free = Enumerable.Range(0, most).Except(taken).ToList();
            if (free.Count == 0 || taken.Count >= most)
                return null;

            // Of several that want one place at once, one gets it; the others look again. At random, they seldom want the same.
            var place = free[Random.Shared.Next(free.Count)];
            var added = await tables.ChangeAsync(
                context => context.Database.ExecuteSqlAsync(
                    $"""INSERT INTO key_chats ("KeyId", "Place", "NodeId") VALUES ({id}, {place}, {nodeId}) ON CONFLICT DO NOTHING""", cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (added > 0)
                return place;
        }
    }

    public async ValueTask LeaveChatAsync(string id, int place, CancellationToken cancellationToken = default) => await tables.ChangeAsync(
        context => context.KeyChats.Where(row => row.KeyId == id && row.Place == place && row.NodeId == nodeId).ExecuteDeleteAsync(cancellationToken),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<KeyUsage> AddUsageAsync(string id, DateOnly day, double seconds, CancellationToken cancellationToken = default)
    {
        if (seconds == 0)
            return await tables.ReadAsync(context => MeasureAsync(context, id, day, cancellationToken), cancellationToken).ConfigureAwait(false);

        try
        {
            return await AddAsync(id, day, seconds, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException)
        {
            // Another server has begun the day at the same time; another fault comes again.
            return await AddAsync(id, day, seconds, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<KeyUsage> AddAsync(string id, DateOnly day, double seconds, CancellationToken cancellationToken) => tables.ChangeAsync(
        async context =>
        {
            var number = day.DayNumber;
            var changed = await context.Usage.Where(row => row.KeyId == id && row.Day == number)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Seconds, row => row.Seconds + seconds), cancellationToken).ConfigureAwait(false);
            if (changed == 0)
            {
                context.Add(new UsageRow { KeyId = id, Day = number, Seconds = seconds });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }

            return await MeasureAsync(context, id, day, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private static async Task<KeyUsage> MeasureAsync(HumeContext context, string id, DateOnly day, CancellationToken cancellationToken)
    {
        var (number, month) = (day.DayNumber, new DateOnly(day.Year, day.Month, 1).DayNumber);
        var sums = await context.Usage.AsNoTracking().Where(row => row.KeyId == id).GroupBy(row => row.KeyId)
            .Select(rows => new
            {
                Day = rows.Sum(row => row.Day == number ? row.Seconds : 0),
                Month = rows.Sum(row => row.Day >= month ? row.Seconds : 0),
                Total = rows.Sum(row => row.Seconds),
            })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return sums is null ? default : new KeyUsage(sums.Day, sums.Month, sums.Total);
    }

    private static StoredKey View(KeyRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        KeyHash = row.KeyHash,
        SecretHash = row.SecretHash,
        Created = row.Created,
        Revoked = row.Revoked,
        Limits = new KeyLimits
        {
            RequestsPerMinute = row.RequestsPerMinute,
            Chats = row.Chats,
            AudioSecondsPerDay = row.AudioSecondsPerDay,
            CreditsPerMonth = row.CreditsPerMonth,
            Credits = row.Credits,
        },
    };
}
