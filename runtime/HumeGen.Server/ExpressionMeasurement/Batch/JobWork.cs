using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Does the work of a job: fetches and unpacks its sources, has each file measured, and writes the results.</summary>
internal sealed class JobWork(ExpressionMeasurer measurer, IMediaDownloader downloader, ServerLimits limits, TimeProvider clock)
{
    private const int MaxFailureLength = 4_000;

    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(5);

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Does the work.</summary>
    /// <exception cref="JobLimitException">The job makes more than the limits allow.</exception>
    /// <exception cref="EngineException">An engine failed.</exception>
    public async Task<JobOutcome> RunAsync(JsonObject request, IReadOnlyList<JobSource> sources, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, Relaxed);
        var archives = new ArchiveReader(limits);
        var (predictions, hasResults) = (0, false);
        var errors = new List<string>();
        json.WriteStartArray();
        foreach (var source in sources)
        {
            var failures = new List<(string File, string Message)>();
            json.WriteStartObject();
            json.WritePropertyName("source");
            source.Json.WriteTo(json);
            json.WriteStartObject("results");
            json.WriteStartArray("predictions");
            var problem = await MeasureAsync(source).ConfigureAwait(false);
            json.WriteEndArray();
            json.WriteStartArray("errors");
            foreach (var (file, message) in failures)
            {
                json.WriteStartObject();
                json.WriteString("message", message);
                json.WriteString("file", file);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("error", problem);
            json.WriteEndObject();
            errors.AddRange(failures.Select(failure => failure.Message));

            async Task<string?> MeasureAsync(JobSource of)
            {
                string? unread = null;
                await foreach (var (file, error) in OpenAsync(of, archives, cancellationToken).ConfigureAwait(false))
                {
                    if (error is not null)
                    {
                        failures.Add((file.Name, error));
                        unread ??= error;
                        continue;
                    }

                    var measurement = new FileMeasurement(file, request, measurer, limits.Predictions - predictions);
                    await measurement.RunAsync(cancellationToken).ConfigureAwait(false);
                    failures.AddRange(measurement.Errors.Select(message => (file.Name, message)));
                    predictions += measurement.Predictions;
                    if (measurement.HasResults)
                    {
                        measurement.Write(json);
                        hasResults = true;
                    }

                    if (json.BytesCommitted + json.BytesPending > limits.JobBytes)
                        throw new JobLimitException();
                }

                return unread;
            }
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new JobOutcome(output.WrittenMemory, predictions, errors.Count, hasResults ? null : Shorten(string.Join(" ", errors.Distinct())));
    }

    /// <summary>The files of a source, or why it cannot be read.</summary>
    private async IAsyncEnumerable<(MediaFile File, string? Error)> OpenAsync(
        JobSource source, ArchiveReader archives, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (file, error) = source.Url is { } url
            ? await DownloadAsync(url, source.Name, cancellationToken).ConfigureAwait(false)
            : (source.File!, null);
        if (error is not null || file.Kind != MediaKind.Archive)
        {
            yield return (file, error);
            yield break;
        }

        foreach (var entry in archives.Read(file))
            yield return entry;
    }

    private async Task<(MediaFile File, string? Error)> DownloadAsync(Uri url, string name, CancellationToken cancellationToken)
    {
        try
        {
            var media = await new EngineReader("downloader", LongestDownload, clock)
                .CallAsync(ct => downloader.DownloadAsync(url, limits.RequestBodyBytes, ct), cancellationToken)
                .ConfigureAwait(false);
            return (MediaFile.OfFile(name, media.ContentType, media.Content), null);
        }
        catch (EngineException exception) when (exception.InnerException is HttpRequestException fault)
        {
            return (new MediaFile(name, MediaKind.Unknown, new EncodedMedia { Content = default, ContentType = "" }), $"E0207: {url} cannot be downloaded: {fault.Message}");
        }
    }

    private static string Shorten(string text) => text.Length <= MaxFailureLength
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..MaxFailureLength]}... (and {text.Length - MaxFailureLength} more characters)");
}

/// <summary>The results of a job.</summary>
/// <param name="Results">The results as JSON.</param>
/// <param name="Predictions">The number of predictions.</param>
/// <param name="Errors">The number of errors.</param>
/// <param name="Failure">The reason why nothing could be measured; null when something could.</param>
internal sealed record JobOutcome(ReadOnlyMemory<byte> Results, int Predictions, int Errors, string? Failure);
