namespace HumeGen.Generator.Reading;

/// <summary>All from which one API document is loaded: as long as that is equal, so is the document.</summary>
/// <param name="Document">The document.</param>
/// <param name="OtherFiles">The files that it refers to, and those that these refer to.</param>
/// <param name="HasFileReferences">Whether the document names files of the project at all, be it itself.</param>
internal sealed record DocumentInput(OverlaidFile Document, EquatableArray<OverlaidFile> OtherFiles, bool HasFileReferences);
