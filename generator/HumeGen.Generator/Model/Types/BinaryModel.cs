namespace HumeGen.Generator.Model;

/// <summary>A message that is no JSON but the bytes of a binary frame.</summary>
/// <param name="Unions">The union interfaces that it implements, full names.</param>
internal sealed record BinaryModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<string> Unions) : TypeModel(Namespace, Name, Doc);
