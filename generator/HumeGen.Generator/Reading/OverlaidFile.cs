using HumeGen.Generator.Reading.Overlays;

namespace HumeGen.Generator.Reading;

/// <summary>A file, and the overlays that are meant for it.</summary>
/// <param name="File">The file.</param>
/// <param name="Overlays">In the order in which the project lists them; none for a file that is no API document.</param>
internal sealed record OverlaidFile(SpecDocument File, EquatableArray<Overlay> Overlays)
{
    /// <summary>The texts in the file and its overlays that may refer to other files.</summary>
    public IEnumerable<string> FileReferences => File.FileReferences.Concat(Overlays.SelectMany(o => o.File.FileReferences));
}
