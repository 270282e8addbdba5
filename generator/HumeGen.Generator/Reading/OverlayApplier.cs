namespace HumeGen.Generator.Reading;

/// <summary>Applies OpenAPI overlays (version 1.0) to the API documents.</summary>
internal static class OverlayApplier
{
    public static ResolvedSpecs Apply(IReadOnlyList<SpecDocument> documents, CancellationToken cancellationToken) => throw new NotImplementedException();
}
