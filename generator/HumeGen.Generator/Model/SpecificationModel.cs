namespace HumeGen.Generator.Model;

/// <summary>A file that code was generated from.</summary>
/// <param name="File">Its name without a folder, as folders differ from machine to machine.</param>
/// <param name="Sha256">SHA-256 of its text in UTF-8 with LF line ends, in lower-case hexadecimal digits.</param>
/// <param name="Title">Its <c>info.title</c>; null if it has none.</param>
/// <param name="Version">Its <c>info.version</c>; null if it has none.</param>
internal sealed record SpecificationModel(string File, string Sha256, string? Title, string? Version);
