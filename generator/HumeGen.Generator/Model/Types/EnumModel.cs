namespace HumeGen.Generator.Model;

/// <summary>A string enum that keeps values it does not know.</summary>
/// <param name="IsCatalogue">Whether its values are codes of errors or of closes.</param>
/// <param name="Facts">Documented facts of each value, such as what to do about an error code.</param>
internal sealed record EnumModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<EnumValueModel> Values,
    EquatableArray<EnumFactModel> Facts,
    bool IsCatalogue) : TypeModel(Namespace, Name, Doc);
