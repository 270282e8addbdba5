namespace HumeGen.Generator.Model;

/// <summary>A parameter.</summary>
/// <param name="Name">The property of the record, or the argument of the method.</param>
/// <param name="Explode">Whether a list repeats the name; otherwise its items are joined by commas.</param>
internal sealed record ParameterModel(
    string WireName,
    string Name,
    TypeRef Type,
    bool Required,
    ParameterPlace Place,
    ParameterSpelling Spelling,
    bool Explode,
    DocModel Doc);
