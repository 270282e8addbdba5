namespace HumeGen.Generator.Model;

/// <summary>How a request body is written.</summary>
internal enum BodyKind
{
    Json,
    Multipart,
    UrlEncoded,
    File,
    Text,
}
