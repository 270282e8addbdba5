using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>
/// Runs jobs in the background: claims those of the store, as many at a time as the limits allow, works on them, and ends them there. A job that still runs
/// when the server stops is given back; one whose server has died is claimed again.
/// </summary>
internal sealed class JobRunner : IDisposable
{
    /// <summary>The longest time that the work of a job may take.</summary>
    public static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    // A job that brings the server down must not do so for ever.
    private const int MostAttempts = 3;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly IJobStore _store;
    private readonly JobWork _work;
    private readonly JobCallbacks _callbacks;
    private readonly IdSource _ids;
    private readonly HumeServerOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly SemaphoreSlim _turns;
    private readonly AsyncLock _adding = new();
    private readonly WorkSignal _added;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private readonly PendingTasks _running = new();
    private readonly JobGauge _gauge;

    public JobRunner(IJobStore store, JobWork work, JobCallbacks callbacks, IdSource ids, HumeServerOptions options, ILogger logger, CancellationToken stopping)
    {
        (_store, _work, _callbacks, _ids, _options, _logger, _stopping) = (store, work, callbacks, ids, options, logger, stopping);
        _turns = new SemaphoreSlim(options.Limits.RunningJobs);
        _added = new WorkSignal(options.TimeProvider, stopping);
        _gauge = new JobGauge(store, options.TimeProvider);
        _ = _running.Run(() => _gauge.RunAsync(stopping));
        _ = _running.Run(ClaimAllAsync);
        _ = _running.Run(callbacks.RunAsync);
    }

    private TimeProvider Clock => _options.TimeProvider;

    /// <summary>Takes a job, or refuses it when there are too many.</summary>
    public async Task<MeasurementJob> StartAsync(JsonObject request, IReadOnlyList<JobFile> files)
    {
        var job = new MeasurementJob { Id = _ids.Next(), Request = ApiCall.ToText(request), HasCallback = request.Text("callback_url") is not null, Created = Clock.GetUtcNow() };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_options.AwaitsJobs)
            _awaited[job.Id] = ended;

        try
        {
            using (await _adding.LockAsync(_stopping).ConfigureAwait(false))
                await AddAsync(job, files).ConfigureAwait(false);

            _added.Set();
            if (_options.AwaitsJobs)
                await ended.Task.WaitAsync(_stopping).ConfigureAwait(false);

            return job;
        }
        finally
        {
            _awaited.TryRemove(job.Id, out _);
        }
    }

    /// <summary>Waits until no job is running any more, which is soon after the server began to stop.</summary>
    public Task FinishAsync() => _running.WhenAllAsync();

    public void Dispose() => _turns.Dispose();

    private async Task AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files)
    {
        var limits = _options.Limits;
        var load = await _store.MeasureLoadAsync(_stopping).ConfigureAwait(false);
        if (load.Jobs >= limits.Jobs)
            throw TooMany($"{limits.Jobs} jobs have not ended yet; wait until one has.");

        if (load.FileBytes + files.Sum(file => (long)file.Content.Length) > limits.JobBytes)
            throw TooMany($"The files of jobs that have not ended would take more than {limits.JobBytes} bytes; wait until one has.");

        if (!await _store.AddAsync(job, files, _stopping).ConfigureAwait(false))
            throw ApiRefusal.Error(400, null, "limit_reached", $"The server keeps jobs of {limits.JobBytes} bytes at most, and there is no room for this one.");
    }

    /// <summary>Claims jobs for as long as the server runs, each when it is a job's turn.</summary>
    private async Task ClaimAllAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var hasTurn = false;
            try
            {
                await _turns.WaitAsync(_stopping).ConfigureAwait(false);
                hasTurn = true;
                if (await _store.ClaimAsync(Clock.GetUtcNow(), LeaseEnd(), _stopping).ConfigureAwait(false) is { } job)
                {
                    hasTurn = false;
                    _ = _running.Run(() => RunAsync(job));
                    continue;
                }

                _turns.Release();
                hasTurn = false;
                await _added.WaitAsync(_store.IsShared ? Poll : null).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.JobsNotClaimed(exception);
                if (hasTurn)
                    _turns.Release();

                await _added.WaitAsync(Poll).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(MeasurementJob job)
    {
        _gauge.Started();
        try
        {
            var request = JsonNode.Parse(job.Request)!.AsObject();
            job = job with { Started = job.Started ?? Later(Clock.GetUtcNow(), job.Created + (_options.JobDuration / 4)) };
            var ended = job.Attempt <= MostAttempts
                ? await WorkAsync(job, request).ConfigureAwait(false)
                : await FailAsync(job, $"The server broke down {MostAttempts} times while it worked on the job.").ConfigureAwait(false);
            if (ended is { HasCallback: true })
                _callbacks.JobEnded();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await GiveBackAsync(job).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The store cannot even keep that the job failed.
            _logger.JobFailed(exception, job.Id);
        }
        finally
        {
            _gauge.Ended();
            _turns.Release();
            if (_awaited.TryRemove(job.Id, out var awaited))
                awaited.TrySetResult();
        }
    }

    /// <summary>Works on a job; null when its claim has been lost.</summary>
    private async Task<MeasurementJob?> WorkAsync(MeasurementJob job, JsonObject request)
    {
        using var time = new CancellationTokenSource(LongestWork, Clock);
        using var lost = new CancellationTokenSource();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, lost.Token, _stopping);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        try
        {
            if (await _store.RenewAsync(job, LeaseEnd(), _stopping).ConfigureAwait(false) != JobChange.Made)
                return null;

            var renewing = _store.IsShared ? RenewAsync(job, lost, done.Token) : Task.CompletedTask;
            try
            {
                return await WorkAsync(job, request, limit.Token).ConfigureAwait(false);
            }
            finally
            {
                await done.CancelAsync().ConfigureAwait(false);
                await renewing.ConfigureAwait(false);
            }
        }
        catch (JobLimitException)
        {
            return await FailAsync(job, string.Create(
                CultureInfo.InvariantCulture,
                $"The job makes more than {_options.Limits.Predictions} predictions, or results of more than {_options.Limits.JobBytes} bytes; "
                + $"use several jobs, shorter media or a coarser granularity.")).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return null;
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

    private async Task<MeasurementJob?> WorkAsync(MeasurementJob job, JsonObject request, CancellationToken cancellationToken)
    {
        var sources = JobSource.Of(request, await _store.ReadFilesAsync(job.Id, cancellationToken).ConfigureAwait(false));
        var outcome = await _work.RunAsync(request, sources, cancellationToken).ConfigureAwait(false);
        var ended = Ended(job) with
        {
            Status = outcome.Failure is null ? JobStatus.Completed : JobStatus.Failed,
            Predictions = outcome.Predictions,
            Errors = outcome.Errors,
            Failure = outcome.Failure,
        };
        return await _store.CompleteAsync(ended, outcome.Results, _stopping).ConfigureAwait(false) switch
        {
            JobChange.Made => ended,
            JobChange.NoRoom => await FailAsync(job, "The server has no room for the results; use several jobs.").ConfigureAwait(false),
            _ => null,
        };
    }

    /// <summary>Keeps the claim of a job until its work is done; tells when it is lost, or cannot be kept any more.</summary>
    private async Task RenewAsync(MeasurementJob job, CancellationTokenSource lost, CancellationToken done)
    {
        var end = LeaseEnd();
        while (!done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Lease / 3, Clock, done).ConfigureAwait(false);
                var next = LeaseEnd();
                if (await _store.RenewAsync(job, next, done).ConfigureAwait(false) != JobChange.Made)
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                end = next;
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.JobsNotClaimed(exception);
                if (Clock.GetUtcNow() >= end)
                    await lost.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task GiveBackAsync(MeasurementJob job)
    {
        try
        {
            await _store.ReleaseAsync(job, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Its claim runs out.
            _logger.JobsNotClaimed(exception);
        }
    }

    private async Task<MeasurementJob?> FailAsync(MeasurementJob job, string reason)
    {
        var failed = Ended(job) with { Status = JobStatus.Failed, Failure = reason };
        return await _store.FailAsync(failed, CancellationToken.None).ConfigureAwait(false) == JobChange.Made ? failed : null;
    }

    private MeasurementJob Ended(MeasurementJob job) => job with { Ended = Later(Clock.GetUtcNow(), job.Created + _options.JobDuration) };

    // Nobody else could claim the job of a store that is not shared.
    private DateTimeOffset LeaseEnd() => _store.IsShared ? Clock.GetUtcNow() + Lease : DateTimeOffset.MaxValue;

    private static ApiRefusal TooMany(FormattableString words) => ApiRefusal.Error(429, null, "too_many_jobs", FormattableString.Invariant(words));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
