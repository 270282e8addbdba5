using HumeGen.Generator.Reading.Overlays;

namespace HumeGen.Generator.Reading;

/// <summary>A file, and the overlays that are meant for it.</summary>
/// <param name="File">The file.</param>
/// <param name="Overlays">In the order in which the project lists them; none for a file that is no API document.</param>
internal sealed record OverlaidFile(SpecDocument File, EquatableArray<Overlay> Overlays)
{
    /// <summary>The texts that may refer to other files, in the file and its overlays, each with the file in which it stands.</summary>
    public IEnumerable<(SpecDocument Source, string Text)> FileReferences =>
        Overlays.Select(o => o.File).Prepend(File).SelectMany(f => f.FileReferences.Select(text => (f, text)));
}
