using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The archive of a job: for each file a folder with one CSV file for each model, a row for each prediction.</summary>
internal static class Artifacts
{
    // The clock of the computer has no business in an archive that shall be the same in every run.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Zip(ReadOnlyMemory<byte> results)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (index, source) in JsonNode.Parse(results.Span)!.AsArray().OfType<JsonObject>().Index())
            {
                foreach (var prediction in source.Object("results")!.Objects("predictions"))
                {
                    foreach (var (model, value) in prediction.Object("models")!)
                    {
                        var entry = zip.CreateEntry(string.Create(
                            CultureInfo.InvariantCulture, $"{index}-{SafeName(prediction.Text("file")!)}/csv/{model}.csv"));
                        entry.LastWriteTime = Epoch;
                        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false));
                        writer.Write(Csv(value!.AsObject()));
                    }
                }
            }
        }

        return buffer.ToArray();
    }

    private static string Csv(JsonObject model)
    {
        var rows = model.Objects("grouped_predictions")
            .SelectMany(group => group.Objects("predictions").Select(prediction => Row(group.Text("id")!, prediction)))
            .ToList();
        var header = rows.Count == 0 ? [] : rows[0].Select(cell => cell.Column);
        var lines = rows.Select(row => row.Select(cell => cell.Value)).Prepend(header);
        return string.Concat(lines.Select(cells => string.Join(',', cells.Select(Quoted)) + "\r\n"));
    }

    private static List<(string Column, string Value)> Row(string id, JsonObject prediction)
    {
        List<(string, string)> cells = [("Id", id)];
        foreach (var (name, value) in prediction)
        {
            switch (value)
            {
                case JsonObject span:
                    cells.AddRange(span.Select(part => ($"{name} {part.Key}", Plain(part.Value))));
                    break;
                case JsonArray scores:
                    cells.AddRange(scores.OfType<JsonObject>().Select(score => (score.Text("name")!, Plain(score["score"]))));
                    break;
                default:
                    cells.Add((name, Plain(value)));
                    break;
            }
        }

        return cells;
    }

    private static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue(out string? plain) => plain,
        _ => value.ToJsonString(),
    };

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Names of files come from the user and must not lead out of the archive's folders.
    private static string SafeName(string name) =>
        string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).TrimStart('.');
}
