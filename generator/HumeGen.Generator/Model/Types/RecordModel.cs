namespace HumeGen.Generator.Model;

/// <summary>An object schema: a sealed record.</summary>
/// <param name="Properties">In the order of the specification.</param>
/// <param name="Additional">The declared type of additional properties; null where there is none, and they are kept as JSON.</param>
/// <param name="Entries">The name of a property that walks all properties by their wire names; null when there is none.</param>
internal sealed record RecordModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Properties,
    TypeRef? Additional,
    string? Entries) : TypeModel(Namespace, Name, Doc);
