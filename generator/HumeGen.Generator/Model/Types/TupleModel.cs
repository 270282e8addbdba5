namespace HumeGen.Generator.Model;

/// <summary>A list that is a record: its items each have a type of their own, or it contains itself.</summary>
/// <param name="Items">The items that the specification names, in their order; none in a list that contains itself.</param>
/// <param name="More">The type of further items; null where there must be none.</param>
internal sealed record TupleModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Items,
    TypeRef? More) : TypeModel(Namespace, Name, Doc);
