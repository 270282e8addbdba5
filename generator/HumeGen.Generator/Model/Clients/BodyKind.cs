namespace HumeGen.Generator.Model;

/// <summary>Kinds of request bodies.</summary>
internal enum BodyKind
{
    Json,
    Multipart,
    UrlEncoded,
    File,
    Text,
}
