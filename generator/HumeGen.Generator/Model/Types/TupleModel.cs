namespace HumeGen.Generator.Model;

/// <summary>A list whose items each have a type of their own: a record.</summary>
/// <param name="Items">The items that the specification names, in their order.</param>
/// <param name="More">The type of further items; null where there must be none.</param>
internal sealed record TupleModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Items,
    TypeRef? More) : TypeModel(Namespace, Name, Doc);
