using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Database.Model;
using HumeGen.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Stores;

/// <summary>Keeps configs, prompts, tools or custom voices.</summary>
internal sealed class VersionedStore(Tables tables, Sequence sequence, string kind) : IVersionedStore
{
    public async ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default)
    {
        var id = Lower(first.Id);
        var row = new ResourceRow { Kind = kind, Id = id, Name = first.Name, CreatedOn = first.CreatedOn, NextVersion = 1, Order = sequence.Next() };
        row.Versions.Add(Row(id, 0, first.Description, first.Content, first.ModifiedOn));
        await tables.ChangeAsync(
            context =>
            {
                context.Add(row);
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ResourceVersion?> AddVersionAsync(
        string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ChangeAsync(
            async context =>
            {
                // The change holds the row until the end, so that no two versions get one number.
                if (await Own(context, id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextVersion, row => row.NextVersion + 1), cancellationToken)
                    .ConfigureAwait(false) == 0)
                {
                    return null;
                }

                var resource = await Own(context, id).AsNoTracking().SingleAsync(cancellationToken).ConfigureAwait(false);
                var version = Row(id, resource.NextVersion - 1, description, content, now);
                context.Add(version);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return View(resource, version);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ReadAsync(
            context =>
            {
                var versions = context.Versions.Where(row => row.Kind == kind && row.ResourceId == id);
                return NewestAsync(version is null ? versions : versions.Where(row => row.Number == version), cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await tables.ReadAsync(
            context => NewestAsync(context.Versions.Where(row => row.Kind == kind && row.Resource!.Name == name), cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default)
    {
        var id = query.Id is null ? null : Lower(query.Id);
        return await tables.ReadAsync(
            async context =>
            {
                var chosen = context.Versions.AsNoTracking().Where(row => row.Kind == kind);
                if (id is not null)
                    chosen = chosen.Where(row => row.ResourceId == id);

                if (query.Name is { } name)
                    chosen = chosen.Where(row => row.Resource!.Name == name);

                if (query.NewestOnly)
                    chosen = chosen.Where(row => !row.Resource!.Versions.Any(other => other.Number > row.Number));

                var total = await chosen.CountAsync(cancellationToken).ConfigureAwait(false);
                var rows = await chosen.Include(row => row.Resource)
                    .OrderBy(row => row.Resource!.Order).ThenBy(row => row.Number)
                    .Skip(query.Skip).Take(query.Take)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                return new StoredPage<ResourceVersion>([.. rows.Select(row => View(row.Resource!, row))], total);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ChangeAsync(
            async context =>
            {
                await OwnVersions(context, id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ModifiedOn, now), cancellationToken).ConfigureAwait(false);
                return await Own(context, id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name), cancellationToken).ConfigureAwait(false) > 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ResourceVersion?> DescribeAsync(
        string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ChangeAsync(
            async context =>
            {
                var own = OwnVersions(context, id).Where(row => row.Number == version);
                await own.ExecuteUpdateAsync(set => set.SetProperty(row => row.Description, description).SetProperty(row => row.ModifiedOn, now), cancellationToken)
                    .ConfigureAwait(false);
                return await NewestAsync(own, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ChangeAsync(context => Own(context, id).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false) > 0;
    }

    public async ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default)
    {
        id = Lower(id);
        return await tables.ChangeAsync(
            async context =>
            {
                if (await OwnVersions(context, id).Where(row => row.Number == version).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 0)
                    return false;

                await Own(context, id).Where(row => row.Versions.Count == 0).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ResourceVersion?> NewestAsync(IQueryable<VersionRow> versions, CancellationToken cancellationToken)
    {
        var newest = await versions.AsNoTracking().Include(row => row.Resource)
            .OrderByDescending(row => row.Resource!.Order).ThenByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return newest is null ? null : View(newest.Resource!, newest);
    }

    private static ResourceVersion View(ResourceRow resource, VersionRow version) => new(
        resource.Id, resource.Name, version.Number, version.Description, JsonNode.Parse(version.Content)!.AsObject(), resource.CreatedOn, version.ModifiedOn);

    private VersionRow Row(string id, int number, string? description, JsonObject content, DateTimeOffset now) =>
        new() { Kind = kind, ResourceId = id, Number = number, Description = description, Content = content.ToJsonString(), ModifiedOn = now };

    private IQueryable<ResourceRow> Own(HumeContext context, string id) => context.Resources.Where(row => row.Kind == kind && row.Id == id);

    private IQueryable<VersionRow> OwnVersions(HumeContext context, string id) => context.Versions.Where(row => row.Kind == kind && row.ResourceId == id);

    private static string Lower(string id) => id.ToLowerInvariant();
}
