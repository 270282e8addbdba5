namespace HumeGen.Generator.Model;

/// <summary>A union of objects: an interface that the member records implement.</summary>
/// <param name="Name">The name of the interface, with its I.</param>
/// <param name="UnknownName">The name of the record that keeps what no member fits.</param>
/// <param name="Key">The property whose value tells the member; null when the properties that are present tell it.</param>
/// <param name="DefaultMember">The member that is meant when nothing tells one; null when there is none.</param>
internal sealed record UnionModel(
    string Namespace,
    string Name,
    DocModel Doc,
    string UnknownName,
    UnionKeyModel? Key,
    EquatableArray<UnionMemberModel> Members,
    string? DefaultMember,
    EquatableArray<string> Bases) : TypeModel(Namespace, Name, Doc)
{
    public override IEnumerable<string> Names => [FullName, $"global::{Namespace}.{UnknownName}"];
}
