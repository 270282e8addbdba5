using Hume.ExpressionMeasurement.Batch;
using HumeGen;

namespace Hume;

/// <summary>Waits for batch jobs, which run for seconds to hours.</summary>
public static class BatchJobs
{
    /// <summary>Waits until a job is done, asking for its state at growing intervals.</summary>
    /// <param name="batch">The client.</param>
    /// <param name="jobId">The job's id, from this program or an earlier run of it.</param>
    /// <param name="options">Limit and intervals of the wait; null for the defaults.</param>
    /// <param name="progress">Told of the job each time its state was asked for, the last time included.</param>
    /// <param name="cancellationToken">Stops waiting; the job itself goes on.</param>
    /// <returns>The job, completed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time in the options is not greater than zero.</exception>
    /// <exception cref="BatchJobFailedException">The job failed at Hume; the message is the server's.</exception>
    /// <exception cref="ApiTimeoutException">
    /// The job was not done within <see cref="WaitOptions.Timeout"/>. It continues on the server, and you can wait for it again.
    /// </exception>
    /// <exception cref="ApiClientException">The job is no inference job, or its state could not be asked for.</exception>
    public static async Task<InferenceJob> WaitForCompletionAsync(
        this IBatchClient batch,
        string jobId,
        WaitOptions? options = null,
        IProgress<InferenceJob>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (batch is null)
            throw new ArgumentNullException(nameof(batch));
        options ??= new WaitOptions();
        Check(options);

        // Not disposed: it holds nothing, and its time may be up just when all is done.
        var limit = new CancellationTokenSource();
        using var clock = options.TimeProvider.CreateTimer(
            static source => ((CancellationTokenSource)source!).Cancel(), limit, options.Timeout, Timeout.InfiniteTimeSpan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await WaitAsync(batch, jobId, options, progress, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new ApiTimeoutException(
                $"The job {jobId} was not done after {options.Timeout}. It goes on; wait for it again, or set WaitOptions.Timeout.",
                ApiTimeoutKind.Total,
                options.Timeout,
                e);
        }
    }

    private static async Task<InferenceJob> WaitAsync(
        IBatchClient batch,
        string jobId,
        WaitOptions options,
        IProgress<InferenceJob>? progress,
        CancellationToken cancellationToken)
    {
        for (var pause = options.FirstInterval; ; pause = new TimeSpan(Math.Min(pause.Ticks + (pause.Ticks / 2), options.LongestInterval.Ticks)))
        {
            var job = await batch.GetJobDetailsAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false) as InferenceJob
                ?? throw new ApiClientException($"The job {jobId} is of another kind than inference; read it with GetJobDetailsAsync.");
            progress?.Report(job);
            switch (job.State)
            {
                case StateInferenceCompleted:
                    return job;
                case StateInferenceFailed failed:
                    throw new BatchJobFailedException(job, failed.Message);
            }

            await DelayAsync(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // Task.Delay knows no clock but the system's on .NET Framework and .NET Standard 2.0.
    private static async Task DelayAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        using var timer = time.CreateTimer(_ => over.TrySetResult(true), null, pause, Timeout.InfiniteTimeSpan);
        await over.Task.ConfigureAwait(false);
    }

    private static void Check(WaitOptions options)
    {
        Check(options.FirstInterval, nameof(options.FirstInterval));
        Check(options.LongestInterval, nameof(options.LongestInterval));
        if (options.Timeout != Timeout.InfiniteTimeSpan)
            Check(options.Timeout, nameof(options.Timeout));
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException($"options.{name}", time, "The time must be greater than zero.");
    }
}
