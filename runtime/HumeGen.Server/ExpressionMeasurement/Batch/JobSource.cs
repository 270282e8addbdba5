using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Something that a job measures: a text, a file that came with the request, or a URL.</summary>
/// <param name="Json">The source as answers name it.</param>
/// <param name="Name">The name of its file in predictions and errors.</param>
/// <param name="Url">The URL; null for any other source.</param>
/// <param name="File">The file; null for a URL.</param>
internal sealed record JobSource(JsonObject Json, string Name, Uri? Url, MediaFile? File)
{
    /// <summary>The sources of a job: its URLs, files and texts.</summary>
    /// <param name="settings">The settings, or the request as it is kept.</param>
    /// <param name="files">The files that came with the request.</param>
    public static IReadOnlyList<JobSource> Of(JsonObject settings, IReadOnlyList<JobFile> files) =>
        [.. settings.Texts("urls").Select(OfUrl), .. files.Select(OfFile), .. settings.Texts("text").Select(OfText)];

    /// <summary>The file as the request of a job lists it.</summary>
    public static JsonObject FileJson(JobFile file) => new()
    {
        ["filename"] = file.Name,
        ["content_type"] = file.ContentType,
        ["md5sum"] = Md5(file.Content.Span),
    };

    private static JobSource OfText(string text) => new(new JsonObject { ["type"] = "text" }, "text", null, MediaFile.OfText("text", text));

    private static JobSource OfUrl(string url)
    {
        var uri = new Uri(url);
        var name = Path.GetFileName(Uri.UnescapeDataString(uri.AbsolutePath)) is { Length: > 0 } last ? last : uri.Host;
        return new JobSource(new JsonObject { ["type"] = "url", ["url"] = url }, name, uri, null);
    }

    private static JobSource OfFile(JobFile file)
    {
        var json = FileJson(file);
        json["type"] = "file";
        return new JobSource(json, file.Name, null, MediaFile.OfFile(file.Name, file.ContentType, file.Content));
    }

    // The API calls for MD5, as a checksum.
#pragma warning disable CA5351
    private static string Md5(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
