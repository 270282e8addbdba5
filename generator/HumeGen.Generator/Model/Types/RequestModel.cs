namespace HumeGen.Generator.Model;

/// <summary>The parameters of a call besides those of its path, or the parts of a form: a record that is not JSON.</summary>
internal sealed record RequestModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<PropertyModel> Properties) : TypeModel(Namespace, Name, Doc);
