using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Validation;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>
/// Something that a job measures. The content itself is not kept: its digest decides the scores.
/// </summary>
/// <param name="Json">The source as answers name it.</param>
/// <param name="Name">The name of the file in predictions and errors.</param>
/// <param name="Kind">The kind of media.</param>
/// <param name="Seed">The text that its scores depend on.</param>
/// <param name="Seconds">Duration in seconds, for sound and video.</param>
/// <param name="Text">The text itself, or an invented transcript.</param>
/// <param name="Error">Reason why it cannot be read; null if it can.</param>
internal sealed record MediaSource(JsonObject Json, string Name, MediaKind Kind, string Seed, double Seconds, string Text, string? Error)
{
    private const double BytesPerSecond = 16_000;

    private static readonly Dictionary<string, MediaKind> KindByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = MediaKind.Text,
        [".wav"] = MediaKind.Audio,
        [".mp3"] = MediaKind.Audio,
        [".m4a"] = MediaKind.Audio,
        [".aac"] = MediaKind.Audio,
        [".ogg"] = MediaKind.Audio,
        [".flac"] = MediaKind.Audio,
        [".png"] = MediaKind.Image,
        [".jpg"] = MediaKind.Image,
        [".jpeg"] = MediaKind.Image,
        [".mp4"] = MediaKind.Video,
        [".mov"] = MediaKind.Video,
        [".webm"] = MediaKind.Video,
        [".avi"] = MediaKind.Video,
    };

    private static readonly string[] Transcripts =
    [
        "I never thought that it would turn out this well.",
        "Could you say that again, please? I did not quite hear it.",
        "We walked along the river until the lights of Lisbon came on.",
        "That is not what we agreed on, and you know it.",
        "Give me a moment to think about it.",
        "Oh, that is wonderful news! When did Maria tell you?",
    ];

    public static MediaSource OfText(string text)
    {
        var json = new JsonObject { ["type"] = "text" };
        return string.IsNullOrWhiteSpace(text)
            ? new MediaSource(json, "text", MediaKind.Unreadable, "", 0, "", "The text is blank.")
            : new MediaSource(json, "text", MediaKind.Text, Digest(Encoding.UTF8.GetBytes(text)), 0, text, null);
    }

    /// <summary>
    /// A source that is not fetched: its predictions come from the URL itself. Hosts that end in <c>.invalid</c> cannot be read.
    /// </summary>
    public static MediaSource OfUrl(string url)
    {
        var json = new JsonObject { ["type"] = "url", ["url"] = url };
        var uri = new Uri(url);
        var name = Path.GetFileName(Uri.UnescapeDataString(uri.AbsolutePath)) is { Length: > 0 } last ? last : uri.Host;
        if (uri.Scheme is not ("http" or "https") || uri.Host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
            return new MediaSource(json, name, MediaKind.Unreadable, "", 0, "", $"E0207: {url} cannot be downloaded.");

        var seed = Digest(Encoding.UTF8.GetBytes(url));
        var kind = KindByExtension.GetValueOrDefault(Path.GetExtension(name), MediaKind.Image);
        return new MediaSource(
            json, name, kind, seed, kind is MediaKind.Audio or MediaKind.Video ? 4 + (Pick(seed) % 8) : 0, Transcript(seed), null);
    }

    public static MediaSource OfFile(UploadedFile file)
    {
        var json = FileJson(file);
        json["type"] = "file";
        var kind = KindByExtension.GetValueOrDefault(Path.GetExtension(file.FileName), KindOf(file.ContentType));
        var seconds = Math.Clamp(file.Content.Length / BytesPerSecond, 0.5, 600);
        string? error = null;
        if (file.Content.Length == 0)
        {
            error = "the file is empty";
        }
        else if (kind == MediaKind.Unreadable)
        {
            error = $"E0200: the media type of a file with the content type {file.ContentType} is not recognised";
        }
        else if (kind == MediaKind.Audio && file.Content.AsSpan().StartsWith("RIFF"u8))
        {
            seconds = WaveFile.Read(file.Content, out error)?.Seconds ?? 0;
            error = error is null ? seconds > 0 ? null : "E0202: it holds no sound" : $"E0202: {error}";
        }

        if (error is not null)
            return new MediaSource(json, file.FileName, MediaKind.Unreadable, "", 0, "", $"{file.FileName} cannot be read: {error}.");

        var seed = Digest(file.Content);
        var text = kind == MediaKind.Text ? Encoding.UTF8.GetString(file.Content) : Transcript(seed);
        return new MediaSource(json, file.FileName, kind, seed, seconds, text, null);
    }

    /// <summary>The file as the request of a job lists it.</summary>
    public static JsonObject FileJson(UploadedFile file) => new()
    {
        ["filename"] = file.FileName,
        ["content_type"] = file.ContentType,
        ["md5sum"] = Md5(file.Content),
    };

    private static MediaKind KindOf(string contentType) => contentType.Split('/')[0] switch
    {
        "text" => MediaKind.Text,
        "audio" => MediaKind.Audio,
        "image" => MediaKind.Image,
        "video" => MediaKind.Video,
        _ => MediaKind.Unreadable,
    };

    /// <summary>The words of a recording with this seed: invented, but always the same.</summary>
    public static string Transcript(string seed) => Transcripts[Pick(seed) % Transcripts.Length];

    private static int Pick(string seed) => Convert.ToInt32(seed[..6], 16);

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // The API calls for MD5, as a checksum.
#pragma warning disable CA5351
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
