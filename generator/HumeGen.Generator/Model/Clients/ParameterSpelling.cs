namespace HumeGen.Generator.Model;

/// <summary>How a parameter is spelt, by the names that the runtime has for it.</summary>
internal enum ParameterSpelling
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
