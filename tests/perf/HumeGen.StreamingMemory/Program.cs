// Measures how much memory a client holds while it streams 1 GB down and 1 GB up over loopback, compared with the same client idle.
// The server runs in a process of its own (this program with the argument "server"), so that only the client is measured.
// Prints the figures; ends with 1 when either way holds 20 MB more than idle or more.
using System.Diagnostics;
using HumeGen;
using HumeGen.StreamingMemory;

if (args is ["server"])
{
    await ByteServer.RunAsync();
    return 0;
}

const long Bytes = 1L << 30;
const double MostMegabytes = 20;

using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["server"])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;
try
{
    var port = await server.StandardOutput.ReadLineAsync();
    using var client = new ApiPipeline(
        new ApiDescription { Name = "Hume", BaseAddress = new Uri($"http://127.0.0.1:{port}"), ApiKeyHeader = "X-Hume-Api-Key" },
        new ApiClientOptions { ApiKey = "any" });

    // Code is compiled and pools are filled by a little of the same, which every program has behind it when it is idle.
    await DownloadAsync(client, 8 << 20);
    await UploadAsync(client, 8 << 20);

    var down = await Measurement.OfAsync("download", () => DownloadAsync(client, Bytes));
    var up = await Measurement.OfAsync("upload", () => UploadAsync(client, Bytes));
    return Math.Max(down, up) < MostMegabytes ? 0 : 1;
}
finally
{
    // The server ends when its input does.
    server.StandardInput.Close();
    await server.WaitForExitAsync();
}

static async Task DownloadAsync(ApiPipeline client, long bytes)
{
    var request = new ApiRequest(HttpMethod.Get, "/bytes/{count}");
    request.AddPath("count", bytes);
    await using var response = await client.SendForBinaryAsync(request);
    using var counter = new CountingStream();
    await response.CopyToAsync(counter);
    if (counter.Count != bytes)
        throw new InvalidOperationException($"{counter.Count} bytes came instead of {bytes}.");
}

static async Task UploadAsync(ApiPipeline client, long bytes)
{
    var form = new MultipartFormBody();
    form.AddText("name", "large");
    form.AddFile("file", FilePart.FromStream(new ZeroStream(bytes), "large.wav"));
    var received = await client.SendForTextAsync(new ApiRequest(HttpMethod.Post, "/bytes") { Body = form });

    // Boundaries and the text field come on top.
    if (long.Parse(received, System.Globalization.CultureInfo.InvariantCulture) - bytes is < 0 or > 1000)
        throw new InvalidOperationException($"{received} bytes arrived instead of {bytes} and a little.");
}
