using HumeGen.Generator.Model;

namespace HumeGen.Tool.Specs;

/// <summary>A client and the way to it.</summary>
/// <param name="Root">The full name of the root client, with <c>global::</c>.</param>
/// <param name="Path">The full name of the root client and the properties from there, as in <c>Zoo.ZooClient.Animals</c>.</param>
/// <param name="Client">The client.</param>
internal sealed record ClientPath(string Root, string Path, ClientModel Client)
{
    /// <summary>All clients of a model, those above before those below.</summary>
    public static IReadOnlyList<ClientPath> All(ApiModel model)
    {
        var byName = model.Clients.ToDictionary(c => c.FullName);
        var found = new List<ClientPath>();
        var pending = new Queue<ClientPath>(model.Clients.Where(c => c.Root is not null).Select(c => new ClientPath(c.FullName, c.FullName["global::".Length..], c)));
        while (pending.TryDequeue(out var next))
        {
            found.Add(next);
            foreach (var child in next.Client.Children)
                pending.Enqueue(new ClientPath(next.Root, $"{next.Path}.{child.Property}", byName[child.FullName]));
        }

        return found;
    }
}
