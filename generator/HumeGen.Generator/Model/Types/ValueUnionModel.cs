namespace HumeGen.Generator.Model;

/// <summary>A union of values of different JSON kinds: a struct.</summary>
/// <param name="Members">At most one for each JSON kind.</param>
internal sealed record ValueUnionModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<ValueUnionMemberModel> Members) : TypeModel(Namespace, Name, Doc);
