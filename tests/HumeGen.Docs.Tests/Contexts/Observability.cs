var console = Console.Out;
var exported = new StringWriter();
Console.SetOut(exported);

// The block.

tracing.Dispose();
metering.Dispose();
Console.SetOut(console);
foreach (var line in exported.ToString().Split('\n').Where(l => l.Contains("DisplayName") || l.Contains("humegen.client.call.duration")))
    Console.WriteLine(line.Trim());

// Prints:
// Activity.DisplayName:*POST /v0/tts
// *humegen.client.call.duration*
