using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>
/// Runs jobs on the side: they wait for their turn, are worked on, and end in the store. What is still running when the server stops fails.
/// </summary>
internal sealed class JobRunner : IDisposable
{
    private const string Stopped = "The server stopped before the job ended; start it again.";

    /// <summary>The longest time that the work of a job may take.</summary>
    public static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    private readonly IJobStore _store;
    private readonly JobWork _work;
    private readonly JobCallbacks _callbacks;
    private readonly IdSource _ids;
    private readonly HumeServerOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly ByteBudget _uploads;
    private readonly SemaphoreSlim _turns;
    private readonly PendingTasks _running = new();
    private int _unfinished;

    public JobRunner(IJobStore store, JobWork work, JobCallbacks callbacks, IdSource ids, HumeServerOptions options, ILogger logger, CancellationToken stopping)
    {
        (_store, _work, _callbacks, _ids, _options, _logger, _stopping) = (store, work, callbacks, ids, options, logger, stopping);
        _uploads = new ByteBudget(options.Limits.JobBytes);
        _turns = new SemaphoreSlim(options.Limits.RunningJobs);
    }

    private TimeProvider Clock => _options.TimeProvider;

    /// <summary>Takes a job, or refuses it when there are too many.</summary>
    public async Task<MeasurementJob> StartAsync(JsonObject request, IReadOnlyList<JobSource> sources)
    {
        var bytes = sources.Sum(source => source.Bytes);
        if (Interlocked.Increment(ref _unfinished) > _options.Limits.Jobs)
        {
            Interlocked.Decrement(ref _unfinished);
            throw ApiRefusal.Error(429, null, "too_many_jobs", string.Create(
                CultureInfo.InvariantCulture, $"{_options.Limits.Jobs} jobs have not ended yet; wait until one has."));
        }

        if (!_uploads.TryTake(bytes))
        {
            Interlocked.Decrement(ref _unfinished);
            throw ApiRefusal.Error(429, null, "too_many_jobs", string.Create(
                CultureInfo.InvariantCulture, $"The files of jobs that have not ended would take more than {_uploads.Limit} bytes; wait until one has."));
        }

        var job = new MeasurementJob { Id = _ids.Next(), Request = ApiCall.ToText(request), Created = Clock.GetUtcNow() };
        try
        {
            if (!await _store.AddAsync(job, _stopping).ConfigureAwait(false))
                throw ApiRefusal.Error(400, null, "limit_reached", $"The server keeps jobs of {_options.Limits.JobBytes} bytes at most, and there is no room for this one.");
        }
        catch
        {
            Release(bytes);
            throw;
        }

        var ended = _running.Run(() => RunAsync(job, request, sources, bytes));
        if (_options.AwaitsJobs)
            await ended.ConfigureAwait(false);

        return job;
    }

    /// <summary>Waits until no job is running any more, which is soon after the server began to stop.</summary>
    public Task FinishAsync() => _running.WhenAllAsync();

    public void Dispose() => _turns.Dispose();

    private async Task RunAsync(MeasurementJob job, JsonObject request, IReadOnlyList<JobSource> sources, long bytes)
    {
        var hasTurn = false;
        try
        {
            await _turns.WaitAsync(_stopping).ConfigureAwait(false);
            hasTurn = true;
            job = job with { Status = JobStatus.InProgress, Started = Later(Clock.GetUtcNow(), job.Created + (_options.JobDuration / 4)) };
            await _store.UpdateAsync(job, _stopping).ConfigureAwait(false);
            job = await WorkAsync(job, request, sources).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await FailAsync(job, Stopped).ConfigureAwait(false);
            return;
        }
        finally
        {
            Release(bytes);
            if (hasTurn)
                _turns.Release();
        }

        _callbacks.Send(job, request);
    }

    private async Task<MeasurementJob> WorkAsync(MeasurementJob job, JsonObject request, IReadOnlyList<JobSource> sources)
    {
        using var time = new CancellationTokenSource(LongestWork, Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, _stopping);
        try
        {
            var outcome = await _work.RunAsync(request, sources, limit.Token).ConfigureAwait(false);
            var ended = Ended(job) with
            {
                Status = outcome.Failure is null ? JobStatus.Completed : JobStatus.Failed,
                Predictions = outcome.Predictions,
                Errors = outcome.Errors,
                Failure = outcome.Failure,
            };
            if (await _store.CompleteAsync(ended, outcome.Results, _stopping).ConfigureAwait(false))
                return ended;

            return await FailAsync(job, "The server has no room for the results; use several jobs.").ConfigureAwait(false);
        }
        catch (JobLimitException)
        {
            return await FailAsync(job, string.Create(
                CultureInfo.InvariantCulture,
                $"The job makes more than {_options.Limits.Predictions} predictions, or results of more than {_options.Limits.JobBytes} bytes; "
                + $"use several jobs, shorter media or a coarser granularity.")).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return await FailAsync(job, $"The work took more than {LongestWork.TotalHours:0} hour.").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _logger.JobFailed(exception, job.Id);
            var reason = exception is EngineException ? exception.Message : "The server has a fault of its own.";
            return await FailAsync(job, reason + " The server's log has the details under the id of the job.").ConfigureAwait(false);
        }
    }

    private async Task<MeasurementJob> FailAsync(MeasurementJob job, string reason)
    {
        var failed = Ended(job) with { Status = JobStatus.Failed, Failure = reason };
        await _store.UpdateAsync(failed, CancellationToken.None).ConfigureAwait(false);
        return failed;
    }

    private MeasurementJob Ended(MeasurementJob job)
    {
        var now = Clock.GetUtcNow();
        return job with { Started = job.Started ?? now, Ended = Later(now, job.Created + _options.JobDuration) };
    }

    private void Release(long bytes)
    {
        _uploads.Return(bytes);
        Interlocked.Decrement(ref _unfinished);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
