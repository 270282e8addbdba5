using System.Net;
using System.Text.Json;
using Hume;
using Hume.ExpressionMeasurement.Batch;
using HumeGen;
using HumeGen.Json;
using Spectre.Console;

namespace BatchReport;

/// <summary>Sends files in jobs, waits for the jobs, and collects the results of every file.</summary>
internal sealed class Measurement(IBatchClient batch, Journal journal, string folder, ProgressTask total)
{
    private const int JobsAtOnce = 2;

    public static async Task<IReadOnlyList<FileResult>> RunAsync(
        IBatchClient batch, Journal journal, string folder, IReadOnlyList<Media> files, int filesPerJob, CancellationToken stop)
    {
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async bars =>
            {
                var total = bars.AddTask("All files", maxValue: files.Count);
                await new Measurement(batch, journal, folder, total).RunAsync(bars, files, filesPerJob, stop);
            });
        return FileResult.Of(files, journal.EndedJobs);
    }

    private async Task RunAsync(ProgressContext bars, IReadOnlyList<Media> files, int filesPerJob, CancellationToken stop)
    {
        // All are asked for before the first is sent.
        foreach (var job in journal.OpenJobs)
        {
            var id = job.IsUnanswered ? await FindAsync(job.Files!, stop) : await IsKnownAsync(job.Job, stop) ? job.Job : null;
            if (id is null)
                journal.Forget(job);
            else if (id != job.Job)
                journal.Add(new JournalLine(id, job.Files));
        }

        var open = journal.OpenJobs;
        var ended = files.Intersect(journal.EndedJobs.SelectMany(j => j.Files!)).ToList();
        var waiting = files.Except(ended).Except(open.SelectMany(j => j.Files!));
        total.Increment(ended.Count);
        var work = open.Select(job => (job.Files!, Id: (string?)job.Job))
            .Concat(waiting.Chunk(filesPerJob).Select(chunk => ((IReadOnlyList<Media>)chunk, (string?)null)));

        // Few at a time: an account has a limit of jobs that run at once.
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = JobsAtOnce, CancellationToken = stop }, async (job, token) =>
        {
            var (chunk, id) = job;
            var bar = bars.AddTask(Markup.Escape(Label(chunk)), maxValue: 3);
            try
            {
                id ??= await SendAsync(chunk, token);
                bar.Value = 1;
                await WaitAsync(id, bar, token);
            }
            catch (HumeApiException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity)
            {
                // These files are to blame, so the others go on.
                journal.Add(new JournalLine($"refused {Guid.NewGuid()}", chunk, Failure: e.Message));
            }

            bar.Value = bar.MaxValue;
            total.Increment(chunk.Count);
        });
    }

    private async Task<bool> IsKnownAsync(string id, CancellationToken stop)
    {
        try
        {
            await batch.GetJobDetailsAsync(id, cancellationToken: stop);
            return true;
        }
        catch (HumeApiException e) when (e is HumeNotFoundException || e.Code == HumeErrorCode.ResourceNotFound)
        {
            return false;
        }
    }

    // A program that was killed before the answer came does not know the id. The server knows the files of each job.
    private async Task<string?> FindAsync(IReadOnlyList<Media> files, CancellationToken stop)
    {
        var newest = await batch.ListJobsAsync(new() { SortBy = SortBy.Created, Direction = Direction.Desc }, cancellationToken: stop);
        var sums = files.Select(f => f.Md5).Order(StringComparer.Ordinal).ToList();
        return newest.OfType<InferenceJob>().FirstOrDefault(j => j.Request.Files.Select(f => f.Md5sum.ToLowerInvariant()).Order(StringComparer.Ordinal).SequenceEqual(sums))?.JobId;
    }

    private async Task<string> SendAsync(IReadOnlyList<Media> files, CancellationToken stop)
    {
        journal.Add(JournalLine.Unanswered(files));
        var started = await batch.StartInferenceJobFromLocalFileAsync(
            new()
            {
                // Read from the disk while they are sent. A name that is sent has no control characters; results are found by checksum.
                File = [.. files.Select(f => FilePart.FromFile(Path.Combine(folder, f.Name), string.Concat(f.Name.Select(c => char.IsControl(c) ? ' ' : c))))],
                Json = new()
                {
                    // Each model takes the files that it has something to measure in. Windows of two seconds make a curve over time.
                    Models = new()
                    {
                        Prosody = new() { Window = new() { Length = 2, Step = 1 } },
                        Language = new() { Granularity = Granularity.Sentence },
                        Face = new(),
                    },
                },
            },
            cancellationToken: stop);
        journal.Add(new JournalLine(started.Id, files));
        return started.Id;
    }

    private async Task WaitAsync(string id, ProgressTask bar, CancellationToken stop)
    {
        try
        {
            var progress = new Progress<InferenceJob>(job => bar.Value = job.State is StateInferenceInProgress ? 2 : bar.Value);
            await batch.WaitForCompletionAsync(id, progress: progress, cancellationToken: stop);
            var results = await batch.GetJobPredictionsAsync(id, cancellationToken: stop);
            journal.Add(new JournalLine(id, Results: [.. results.Select(r => JsonElement.Parse(ApiJson.Write(r)))]));
        }
        catch (BatchJobFailedException e)
        {
            journal.Add(new JournalLine(id, Failure: ((StateInferenceFailed)e.Job.State).Message));
        }
    }

    private static string Label(IReadOnlyList<Media> files) => files.Count == 1 ? files[0].Name : $"{files[0].Name} and {files.Count - 1} more";
}
