namespace HumeGen.Generator.Model;

/// <summary>A client: the operations of one group, and the clients of the groups below it.</summary>
/// <param name="Name">The class name.</param>
/// <param name="Exception">Full name of the exception that its calls throw.</param>
/// <param name="Root">The settings that only the root client has; null for all others.</param>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ChannelModel> Channels,
    EquatableArray<ChildClientModel> Children,
    string Exception,
    RootModel? Root)
{
    /// <summary>Accessibility of the client: <c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    public string FullName => $"global::{Namespace}.{Name}";

    public string InterfaceName => "I" + Name;

    /// <summary>Full names of all types that are emitted for it.</summary>
    public IEnumerable<string> Names =>
        [FullName, $"global::{Namespace}.{InterfaceName}", .. Channels.Select(c => c.FullName), .. Root?.Names.Select(n => $"global::{Namespace}.{n}") ?? []];
}
