using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Storage;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport;

/// <summary>A checked request on its way through a handler, and the means to answer it.</summary>
internal sealed class ApiCall(
    HttpContext http,
    ApiOperation operation,
    KeyMeter key,
    bool isForwarded,
    RequestTrace trace,
    IReadOnlyDictionary<string, string> path,
    ValidatedRequest request,
    CancellationToken aborted)
{
    // Slashes and accents need no escapes in an answer that is no HTML.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ApiOperation Operation => operation;

    /// <summary>Counts what the API key of the client uses.</summary>
    public KeyMeter Key => key;

    /// <summary>Whether another server sends the call for its client.</summary>
    public bool IsForwarded => isForwarded;

    public string RequestId => trace.Id;

    /// <summary>The address by which the client reached the server, with a slash at its end.</summary>
    public Uri BaseAddress => new($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");

    /// <summary>Ends the work when the client goes away or the server stops.</summary>
    public CancellationToken Aborted => aborted;

    /// <summary>The body; an empty object where none was sent.</summary>
    public JsonObject Body => request.Body as JsonObject ?? [];

    public IReadOnlyList<UploadedFile> Files => request.Files;

    public string Path(string name) => path[name];

    /// <summary>The path parameter <c>version</c>.</summary>
    public int Version => int.TryParse(path["version"], CultureInfo.InvariantCulture, out var version) ? version : -1;

    public string? QueryText(string name) => request.Query[name]?.GetValue<string>();

    public long? QueryNumber(string name) => request.Query[name]?.GetValue<long>();

    public bool? QueryFlag(string name) => request.Query[name]?.GetValue<bool>();

    public IReadOnlyList<string> QueryTexts(string name) =>
        [.. (request.Query[name] as JsonArray ?? []).Select(value => value!.GetValue<string>())];

    public ApiRefusal Invalid(string message, string type, params object[] location) =>
        ApiRefusal.Invalid(operation, ValidationProblem.At(message, type, location));

    /// <summary>Whether a part of the answer is on its way, so that its status cannot change any more.</summary>
    public bool HasStarted => http.Response.HasStarted;

    /// <summary>Logs a fault that is not the client's, and gives the words for the client.</summary>
    public string Failed(Exception fault) => trace.Failed(fault);

    /// <summary>Sets a header of the answer.</summary>
    public void SetHeader(string name, string value) => http.Response.Headers[name] = value;

    /// <summary>Answers with JSON.</summary>
    public async Task AnswerAsync(int statusCode, JsonNode body)
    {
        http.Response.StatusCode = statusCode;
        await AnswerBytesAsync("application/json", ToUtf8(body)).ConfigureAwait(false);
    }

    /// <summary>
    /// Answers with JSON that is sent while it is written: <paramref name="write"/> flushes the writer after each large part.
    /// </summary>
    public async Task AnswerAsync(Func<Utf8JsonWriter, Task> write)
    {
        http.Response.ContentType = "application/json";
        var writer = new Utf8JsonWriter(http.Response.Body);
        await using var _ = writer.ConfigureAwait(false);
        await write(writer).ConfigureAwait(false);
        await writer.FlushAsync(aborted).ConfigureAwait(false);
    }

    /// <summary>Answers with a finished body.</summary>
    public async Task AnswerBytesAsync(string contentType, ReadOnlyMemory<byte> body, string? fileName = null)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (fileName is not null)
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";

        await http.Response.Body.WriteAsync(body, aborted).ConfigureAwait(false);
    }

    /// <summary>Starts an answer whose body follows piece by piece, with the media type of the spec.</summary>
    public void StartStream(long? length = null)
    {
        http.Response.ContentType = operation.Responses.GetValueOrDefault("200")?.Keys.FirstOrDefault() ?? "application/octet-stream";
        http.Response.ContentLength = length;
    }

    /// <summary>Sends the next piece at once.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> piece)
    {
        await http.Response.Body.WriteAsync(piece, aborted).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(aborted).ConfigureAwait(false);
    }

    /// <summary>Sends one JSON line at once.</summary>
    public Task SendLineAsync(JsonNode item) => SendAsync(ToUtf8(item, "\n"));

    public static byte[] ToUtf8(JsonNode body, string end = "") => Encoding.UTF8.GetBytes(ToText(body) + end);

    public static string ToText(JsonNode body) => body.ToJsonString(Compact);
}
