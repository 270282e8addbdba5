namespace HumeGen.Generator.Reading.Yaml;

internal enum YamlKind
{
    Scalar,
    Sequence,
    Mapping,
}
