namespace HumeGen.Generator.Reading;

/// <summary>What a spec file turned out to be.</summary>
internal enum SpecKind
{
    /// <summary>Nothing usable: the diagnostics say why.</summary>
    None,
    OpenApi,
    AsyncApi,
    Overlay,
}
