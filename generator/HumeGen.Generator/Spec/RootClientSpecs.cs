namespace HumeGen.Generator.Spec;

/// <summary>The documents of one root client. Equal to others when the documents are, so that what is bound from them can be kept.</summary>
/// <param name="Name">The full name that the documents ask for.</param>
/// <param name="Documents">The documents, in the order of their names.</param>
internal sealed record RootClientSpecs(string Name, EquatableArray<LoadedDocument> Documents);
