namespace HumeGen.Generator.Model;

/// <summary>What a call takes besides its path and body, or the parts of a form: a record that is not JSON.</summary>
internal sealed record RequestModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Properties) : TypeModel(Namespace, Name, Doc);
