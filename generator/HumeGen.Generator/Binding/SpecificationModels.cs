using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding;

/// <summary>Lists the files that code is generated from.</summary>
internal static class SpecificationModels
{
    /// <summary>All specifications, overlays and files that they take parts from, by name; none if nothing is generated.</summary>
    public static EquatableArray<SpecificationModel> Of(IReadOnlyCollection<HashedDocument> files, ProjectSettings settings) =>
        settings.FatalDiagnostic is null && files.Any(f => f.Document.IsApi)
        ? EquatableArray.From(files
            .Select(f => new SpecificationModel(Path.GetFileName(f.Document.Path), f.Sha256, f.Document.Title, f.Document.Version))
            .OrderBy(f => f.File, StringComparer.Ordinal)
            .ThenBy(f => f.Sha256, StringComparer.Ordinal))
        : default;
}
