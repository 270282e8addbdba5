using HumeGen.Server.Database.Model;
using HumeGen.Server.Engines;
using HumeGen.Server.Voices;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Stores;

/// <summary>Keeps saved voices, and the voices of generations.</summary>
internal sealed class VoiceStore(Tables tables, Sequence sequence, TimeProvider clock) : IVoiceStore
{
    public async ValueTask<IReadOnlyList<StoredVoice>> ListAsync(CancellationToken cancellationToken = default)
    {
        var rows = await tables.ReadAsync(context => context.Voices.AsNoTracking().OrderBy(row => row.Order)
            .ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    public async ValueTask<StoredVoice?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        id = id.ToLowerInvariant();
        var row = await tables.ReadAsync(context => context.Voices.AsNoTracking()
            .FirstOrDefaultAsync(voice => voice.Id == id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return row is null ? null : View(row);
    }

    public async ValueTask<StoredVoice?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var row = await tables.ReadAsync(context => context.Voices.AsNoTracking().FirstOrDefaultAsync(voice => voice.Name == name, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return row is null ? null : View(row);
    }

    public async ValueTask<bool> TryAddAsync(StoredVoice voice, CancellationToken cancellationToken = default)
    {
        try
        {
            await tables.ChangeAsync(
                context =>
                {
                    var (engineId, description) = voice.EngineVoice;
                    context.Add(new VoiceRow { Id = voice.Id.ToLowerInvariant(), Name = voice.Name, EngineId = engineId, Description = description, Order = sequence.Next() });
                    return context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbUpdateException)
        {
            // The index of names has refused it, if another voice has the name; another fault goes on.
            if (await FindByNameAsync(voice.Name, cancellationToken).ConfigureAwait(false) is not null)
                return false;

            throw;
        }
    }

    public async ValueTask<StoredVoice?> RemoveAsync(string name, CancellationToken cancellationToken = default) => await tables.ChangeAsync(
        async context =>
        {
            var row = await context.Voices.AsNoTracking().FirstOrDefaultAsync(voice => voice.Name == name, cancellationToken).ConfigureAwait(false);
            return row is not null && await context.Voices.Where(voice => voice.Id == row.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) > 0 ? View(row) : null;
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask AddGenerationAsync(string id, EngineVoice voice, CancellationToken cancellationToken = default) => await tables.ChangeAsync(
        context =>
        {
            context.Add(new GenerationRow { Id = id.ToLowerInvariant(), EngineId = voice.Id, Description = voice.Description, CreatedOn = clock.GetUtcNow() });
            return context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<EngineVoice?> FindGenerationAsync(string id, CancellationToken cancellationToken = default)
    {
        id = id.ToLowerInvariant();
        var row = await tables.ReadAsync(context => context.Generations.AsNoTracking().FirstOrDefaultAsync(voice => voice.Id == id, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return row is null ? null : new EngineVoice(row.EngineId, row.Description);
    }

    private static StoredVoice View(VoiceRow row) => new(row.Id, row.Name, new EngineVoice(row.EngineId, row.Description));
}
