namespace HumeGen.Generator.Model;

/// <summary>A union of objects: an interface that the member records implement.</summary>
/// <param name="Name">The name of the interface, as <see cref="NameOf"/> makes it.</param>
/// <param name="UnknownName">The name of the record that keeps JSON that fits no member.</param>
/// <param name="Base">The full name of the interface that it extends; null for none.</param>
/// <param name="Key">The property whose value tells the member; null when the properties that are present tell it.</param>
/// <param name="Members">All members.</param>
/// <param name="Cases">The values of the key.</param>
/// <param name="Choices">The members that are meant by what else is there, where no value of the key tells one, in the order in which they are tried.</param>
/// <param name="Values">Members that the kind of their JSON distinguishes, after the objects.</param>
/// <param name="Frames">Members that are no JSON, but frames of bytes or of text.</param>
/// <param name="DefaultMember">The full name of the member that is meant when nothing tells one; null when there is none.</param>
internal sealed record UnionModel(
    string Namespace,
    string Name,
    DocModel Doc,
    string UnknownName,
    string? Base,
    UnionKeyModel? Key,
    EquatableArray<UnionMemberModel> Members,
    EquatableArray<UnionCaseModel> Cases,
    EquatableArray<UnionChoiceModel> Choices,
    EquatableArray<UnionValueModel> Values,
    EquatableArray<string> Frames,
    string? DefaultMember) : TypeModel(Namespace, Name, Doc)
{
    /// <summary>The name of the interface of a union whose schema is called so.</summary>
    public static string NameOf(string schema) => "I" + schema;

    public string FullUnknownName => $"global::{Namespace}.{UnknownName}";

    public override IEnumerable<string> Names => [FullName, FullUnknownName];
}
