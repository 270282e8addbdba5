namespace HumeGen.Generator.Reading;

/// <summary>A file, read, and the hash of its text. An edit of a comment changes only the hash, so that what needs no hash does not run again.</summary>
/// <param name="Document">The file, read.</param>
/// <param name="Sha256">SHA-256 of the text in UTF-8 with LF line ends, in lower-case hexadecimal digits.</param>
internal sealed record HashedDocument(SpecDocument Document, string Sha256);
