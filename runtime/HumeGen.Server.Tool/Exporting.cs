using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HumeGen.Server.Tool;

/// <summary>Sends traces and metrics to a collector by OTLP, when the variables of OpenTelemetry name one.</summary>
internal static class Exporting
{
    private const string Source = "HumeGen.Server";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    // Those that the OpenTelemetry packages read, as far as they have to do with traces and metrics.
    private static readonly string[] Variables =
    [
        Endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TIMEOUT",
        "OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_KEY",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT",
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_RESOURCE_ATTRIBUTES", ServiceName,
    ];

    /// <summary>The address of the collector; null for none.</summary>
    public static Uri? Collector(Func<string, string?> variable) => variable(Endpoint)?.Trim() switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => address,
        _ => throw new ToolException($"{Endpoint} is not the address of a collector, such as http://localhost:4317."),
    };

    public static void AddTo(WebApplicationBuilder builder, Func<string, string?> variable)
    {
        // The host reads no environment, and the packages read the configuration of the host.
        builder.Configuration.AddInMemoryCollection(
            Variables.Select(name => KeyValuePair.Create(name, variable(name)?.Trim())).Where(pair => !string.IsNullOrEmpty(pair.Value)));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(variable(ServiceName) is { Length: > 0 } name ? name : "humegen-server"))
            .WithTracing(tracing => tracing.AddSource(Source).AddOtlpExporter())
            .WithMetrics(metering => metering.AddMeter(Source).AddOtlpExporter());
    }
}
