namespace HumeGen.Generator.Model;

/// <summary>A client: the operations of one group, and the clients of the groups below it.</summary>
/// <param name="Name">The class name; the interface is the same with an I before it.</param>
/// <param name="Root">What only the root client has; null for all others.</param>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ChannelModel> Channels,
    EquatableArray<ChildClientModel> Children,
    RootModel? Root)
{
    /// <summary>Who sees the client: <c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>Full names of all types that are emitted for it.</summary>
    public IEnumerable<string> Names => [FullName, $"global::{Namespace}.I{Name}", .. Channels.Select(c => $"global::{c.Namespace}.{c.Name}")];
}
