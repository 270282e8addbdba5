namespace HumeGen.Generator.Model;

/// <summary>A client below another one.</summary>
/// <param name="Property">The property that leads to it.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its class name.</param>
internal sealed record ChildClientModel(string Property, string Namespace, string Name, DocModel Doc)
{
    public string FullName => $"global::{Namespace}.{Name}";

    public string FullInterfaceName => $"global::{Namespace}.I{Name}";
}
