namespace HumeGen.Generator.Model;

/// <summary>The place of an API key.</summary>
/// <param name="Name">The name of the header, query parameter or cookie.</param>
internal sealed record KeyPlaceModel(string Name, KeyCarrier Place);
