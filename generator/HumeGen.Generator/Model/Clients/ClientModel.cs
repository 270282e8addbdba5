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

    /// <summary>The expression that leads to it from a variable <c>client</c> with the root client.</summary>
    public string Path { get; init; } = "client";

    /// <summary>The full name of the root client.</summary>
    public string RootName { get; init; } = "";

    /// <summary>Whether its code uses what the specification deprecates.</summary>
    public bool UsesDeprecated { get; init; }

    public string FullName => $"global::{Namespace}.{Name}";

    public string InterfaceName => "I" + Name;

    public string FullInterfaceName => $"global::{Namespace}.{InterfaceName}";

    /// <summary>Full names of all types that are emitted for it.</summary>
    public IEnumerable<string> Names =>
        [FullName, FullInterfaceName, .. Channels.SelectMany(c => new[] { c.FullName, c.FullInterfaceName }), .. Root?.Names.Select(n => $"global::{Namespace}.{n}") ?? []];
}
