using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>Starts batch jobs and reads what came out, and makes the media for them.</summary>
internal static class Jobs
{
    public static async Task<string> StartAsync(this HumeHost host, string body)
    {
        var reply = await host.SendAsync(HttpMethod.Post, "/v0/batch/jobs", body);
        Assert.True(reply.Status == 200, reply.Text);
        return (string)reply.Json["job_id"]!;
    }

    public static async Task<Reply> PostFilesAsync(this HumeHost host, string settings, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(settings), "json" } };
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "file", name);
        }

        using var response = await host.Http.PostAsync("/v0/batch/jobs", form);
        return await Reply.OfAsync(response);
    }

    public static async Task<string> StartFilesAsync(this HumeHost host, string settings, params (string Name, byte[] Content)[] files)
    {
        var reply = await host.PostFilesAsync(settings, files);
        Assert.True(reply.Status == 200, reply.Text);
        return (string)reply.Json["job_id"]!;
    }

    /// <summary>The state of a job, once it has ended.</summary>
    public static Task<JsonNode> EndAsync(this HumeHost host, string id) => host.StateAsync(id, "COMPLETED", "FAILED");

    /// <summary>The state of a job, once it is one of these.</summary>
    public static async Task<JsonNode> StateAsync(this HumeHost host, string id, params string[] statuses)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var state = (await host.GetAsync($"/v0/batch/jobs/{id}")).Json["state"]!;
            if (statuses.Contains((string?)state["status"]))
                return state;

            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>The results of a job for its sources, once it has ended.</summary>
    public static async Task<JsonArray> ResultsAsync(this HumeHost host, string id)
    {
        await host.EndAsync(id);
        return (await host.GetAsync($"/v0/batch/jobs/{id}/predictions")).Json.AsArray();
    }

    public static IReadOnlyList<string> Errors(this JsonNode source) =>
        [.. source["results"]!["errors"]!.AsArray().Select(error => (string)error!["message"]!)];

    public static IReadOnlyList<string> Files(this JsonNode source) =>
        [.. source["results"]!["predictions"]!.AsArray().Select(prediction => (string)prediction!["file"]!)];

    public static IReadOnlyList<JsonNode> Predictions(this JsonNode source, string model) =>
        [.. source["results"]!["predictions"]!.AsArray()
            .SelectMany(file => file!["models"]![model]!["grouped_predictions"]!.AsArray())
            .SelectMany(group => group!["predictions"]!.AsArray())
            .Select(prediction => prediction!)];

    public static byte[] Wave(double seconds, int rate = 8_000, short value = 5_000)
    {
        var count = (int)(seconds * rate);
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. new byte[8], 2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0, .. new byte[count * 2]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), count * 2);
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), (short)(i % 2 == 0 ? value : -value));

        return file;
    }

    public static byte[] Png(int width = 640, int height = 480)
    {
        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, .. new byte[17]];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
