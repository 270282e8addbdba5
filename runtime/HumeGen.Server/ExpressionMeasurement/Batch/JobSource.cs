using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HumeGen.Server.Validation;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Something that a job measures: a text, a file that came with the request, or a URL.</summary>
/// <param name="Json">The source as answers name it.</param>
/// <param name="Name">The name of its file in predictions and errors.</param>
/// <param name="Url">The URL; null for any other source.</param>
/// <param name="File">The file; null for a URL.</param>
internal sealed record JobSource(JsonObject Json, string Name, Uri? Url, MediaFile? File)
{
    /// <summary>The bytes that it holds until the job has ended.</summary>
    public long Bytes => File?.Media.Content.Length ?? 0;

    public static JobSource OfText(string text) => new(new JsonObject { ["type"] = "text" }, "text", null, MediaFile.OfText("text", text));

    public static JobSource OfUrl(string url)
    {
        var uri = new Uri(url);
        var name = Path.GetFileName(Uri.UnescapeDataString(uri.AbsolutePath)) is { Length: > 0 } last ? last : uri.Host;
        return new JobSource(new JsonObject { ["type"] = "url", ["url"] = url }, name, uri, null);
    }

    public static JobSource OfFile(UploadedFile file)
    {
        var json = FileJson(file);
        json["type"] = "file";
        return new JobSource(json, file.FileName, null, MediaFile.OfFile(file.FileName, file.ContentType, file.Content));
    }

    /// <summary>The file as the request of a job lists it.</summary>
    public static JsonObject FileJson(UploadedFile file) => new()
    {
        ["filename"] = file.FileName,
        ["content_type"] = file.ContentType,
        ["md5sum"] = Md5(file.Content),
    };

    // The API calls for MD5, as a checksum.
#pragma warning disable CA5351
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
