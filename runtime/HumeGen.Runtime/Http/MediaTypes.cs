namespace HumeGen;

/// <summary>Media types of audio, video, pictures and texts, by file extension. .NET has such a list in ASP.NET Core only.</summary>
internal static class MediaTypes
{
    public static string Of(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".WAV" => "audio/wav",
        ".MP3" => "audio/mpeg",
        ".M4A" => "audio/mp4",
        ".AAC" => "audio/aac",
        ".OGG" or ".OGA" or ".OPUS" => "audio/ogg",
        ".FLAC" => "audio/flac",
        ".AIF" or ".AIFF" => "audio/aiff",
        ".MP4" or ".M4V" => "video/mp4",
        ".MOV" => "video/quicktime",
        ".AVI" => "video/x-msvideo",
        ".WEBM" => "video/webm",
        ".MKV" => "video/x-matroska",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".PNG" => "image/png",
        ".GIF" => "image/gif",
        ".BMP" => "image/bmp",
        ".WEBP" => "image/webp",
        ".TXT" => "text/plain",
        ".CSV" => "text/csv",
        ".JSON" => "application/json",
        ".PDF" => "application/pdf",
        ".ZIP" => "application/zip",
        _ => "application/octet-stream",
    };
}
