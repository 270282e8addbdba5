namespace HumeGen.Server.Validation;

/// <summary>A file part of a form.</summary>
internal sealed record UploadedFile(string PartName, string FileName, string ContentType, byte[] Content);
