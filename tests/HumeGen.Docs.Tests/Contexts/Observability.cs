var address = Setup.Address;
var spans = new List<System.Diagnostics.Activity>();
var metrics = new List<OpenTelemetry.Metrics.Metric>();
var loggers = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;

// The block.

await Setup.NewConfigAsync(hume);
tracing.ForceFlush();
metering.ForceFlush();
Console.WriteLine(spans[0].DisplayName);
Console.WriteLine(string.Join(", ", metrics.Select(m => m.Name)));

// Prints:
// POST /v0/evi/configs
// *humegen.client.call.duration*
