using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>One payload of a stream that has been checked: the media, and the models with their settings.</summary>
/// <param name="File">The media; null for a payload that only asks for the job or a reset.</param>
/// <param name="Models">The models that were asked for.</param>
/// <param name="Window">The time that sound is measured together with the sound before it.</param>
internal sealed record StreamPayload(MediaFile? File, IReadOnlyList<(string Name, JsonObject Settings)> Models, TimeSpan Window)
{
    private const double DefaultWindow = 5000;
    private const int MaxPixels = 3000;
    private const int MaxCharacters = 10_000;

    /// <summary>The longest sound or video of a payload.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Reads a payload that its schema allows; null with the fault when it makes no sense.</summary>
    public static StreamPayload? Read(JsonObject payload, out SocketFault? fault)
    {
        fault = null;
        var window = payload.Number("stream_window_ms") ?? DefaultWindow;
        (string Name, JsonObject Settings)[] models =
            [.. (payload.Object("models") ?? []).Where(model => model.Value is JsonObject).Select(model => (model.Key, model.Value!.AsObject()))];
        if (window is < 500 or > 10_000)
            fault = new SocketFault("E0101", "stream_window_ms: The window is 500 to 10000 ms.");
        else if (payload.Text("data") is null && models.Length > 0 && payload.Flag("job_details") != true && payload.Flag("reset_stream") != true)
            fault = new SocketFault("E0101", "data: Field required: there is nothing to measure.");
        else if (payload.Text("data") is not null && models.Length == 0)
            fault = new SocketFault("E0101", "models: Name at least one model, such as {\"language\": {}}.");

        if (fault is not null)
            return null;

        var file = payload.Text("data") is { } data ? payload.Flag("raw_text") == true ? OfText(data, out fault) : OfBase64(data, out fault) : null;
        return fault is null ? new StreamPayload(file, models, TimeSpan.FromMilliseconds(window)) : null;
    }

    private static MediaFile? OfText(string text, out SocketFault? fault)
    {
        // Hume counts what a reader would call characters, not the halves of surrogate pairs.
        var characters = text.EnumerateRunes().Count();
        fault = characters > MaxCharacters
            ? new SocketFault("E0206", $"data: The text is too long: the limit is {MaxCharacters} characters, and it has {characters}.")
            : null;
        return fault is null ? MediaFile.OfText("data", text) : null;
    }

    private static MediaFile? OfBase64(string base64, out SocketFault? fault)
    {
        byte[] content;
        try
        {
            content = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            fault = new SocketFault("E0201", "data: The media is not base64; set raw_text to true to send plain text.");
            return null;
        }

        var file = MediaFile.OfContent("data", content);
        if (file.Kind == MediaKind.Text)
            return OfText(file.Text, out fault);

        fault = file switch
        {
            { Kind: MediaKind.Unknown or MediaKind.Archive } => new SocketFault("E0200", $"data: The media is in none of these formats: {MediaFormat.Names}."),
            { Kind: MediaKind.Image, Media.Width: null } => new SocketFault("E0200", "data: The image begins like one, but its size cannot be read."),
            { Media: { Width: { } width, Height: { } height } } when width > MaxPixels || height > MaxPixels =>
                new SocketFault("E0205", $"data: The image has {width} x {height} pixels; the limit is {MaxPixels} x {MaxPixels}."),
            { Kind: MediaKind.Video, Media.Duration: { } length } => TooLong("E0204", "video", length),
            _ => null,
        };
        return fault is null ? file : null;
    }

    /// <summary>The fault of sound or video that lasts longer than a payload may; null when it does not.</summary>
    public static SocketFault? TooLong(string code, string what, TimeSpan length) => length <= Longest
        ? null
        : new SocketFault(code, string.Create(
            CultureInfo.InvariantCulture,
            $"data: The {what} is too long: the limit is {Longest.TotalMilliseconds} ms, and it lasts {Math.Round(length.TotalMilliseconds)} ms."));
}
