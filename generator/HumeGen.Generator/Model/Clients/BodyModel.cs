namespace HumeGen.Generator.Model;

/// <summary>A request body.</summary>
/// <param name="Type">The C# type of the argument.</param>
/// <param name="ContentType">The media type as the specification has it.</param>
/// <param name="Parts">The parts that the record's properties become, for forms.</param>
internal sealed record BodyModel(
    BodyKind Kind,
    TypeRef Type,
    bool Required,
    string Doc,
    string ContentType,
    EquatableArray<PartModel> Parts)
{
    /// <summary>Whether it is a form without parts, for which there is no argument.</summary>
    public bool IsEmptyForm => Kind is BodyKind.Multipart or BodyKind.UrlEncoded && Parts.Count == 0;
}
