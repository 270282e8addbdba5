namespace HumeGen.Generator.Reading;

/// <summary>Kinds of specification files.</summary>
internal enum SpecKind
{
    /// <summary>Nothing usable: the diagnostics say why.</summary>
    None,
    OpenApi,
    AsyncApi,
    Overlay,
}
