namespace HumeGen.Generator.Model;

/// <summary>A style of OpenAPI in which the runtime writes a parameter. The runtime's enum has the same names.</summary>
internal enum ParameterStyle
{
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Label,
    Matrix,
    Json,
}
