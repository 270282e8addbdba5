namespace HumeGen.Generator.Model;

/// <summary>Everything that the given specifications describe.</summary>
/// <param name="Roots">The root namespaces.</param>
/// <param name="LeftOut">Full names of types that the project's choice of areas leaves out.</param>
internal sealed record ApiModel(
    EquatableArray<TypeModel> Types,
    EquatableArray<ClientModel> Clients,
    EquatableArray<RootNamespaceModel> Roots,
    EquatableArray<string> LeftOut);
