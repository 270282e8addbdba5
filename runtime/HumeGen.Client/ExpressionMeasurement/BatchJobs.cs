using Hume.ExpressionMeasurement.Batch;
using HumeGen;

namespace Hume;

/// <summary>What makes batch jobs, which run for seconds to hours, easy to wait for.</summary>
public static class BatchJobs
{
    /// <summary>Waits until a job is done, asking for its state at growing intervals.</summary>
    /// <param name="batch">The client.</param>
    /// <param name="jobId">The job's id, from this program or an earlier run of it.</param>
    /// <param name="options">How long to wait, and how often to ask; null for the defaults.</param>
    /// <param name="progress">Told of the job each time its state was asked for, the last time included.</param>
    /// <param name="cancellationToken">Stops waiting; the job itself goes on.</param>
    /// <returns>The job, completed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time in the options is not greater than zero.</exception>
    /// <exception cref="BatchJobFailedException">The job failed at Hume; the message is the server's.</exception>
    /// <exception cref="HumeTimeoutException">The job was not done within <see cref="WaitOptions.Timeout"/>. It goes on, and can be waited for again.</exception>
    /// <exception cref="HumeException">The job is no inference job, or its state could not be asked for.</exception>
    public static async Task<InferenceJob> WaitForCompletionAsync(
        this IBatchClient batch,
        string jobId,
        WaitOptions? options = null,
        IProgress<InferenceJob>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        options ??= new WaitOptions();
        Check(options);
        using var limit = new CancellationTokenSource(options.Timeout, options.TimeProvider);
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
            throw new HumeTimeoutException(
                $"The job {jobId} was not done after {options.Timeout}. It goes on; wait for it again, or set WaitOptions.Timeout.",
                HumeTimeoutKind.Total,
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
        for (var pause = options.FirstInterval; ; pause = pause * 1.5 < options.LongestInterval ? pause * 1.5 : options.LongestInterval)
        {
            var job = await batch.GetJobDetailsAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false) as InferenceJob
                ?? throw new HumeException($"The job {jobId} is of another kind than inference; read it with GetJobDetailsAsync.");
            progress?.Report(job);
            switch (job.State)
            {
                case StateInferenceCompleted:
                    return job;
                case StateInferenceFailed failed:
                    throw new BatchJobFailedException(job, failed.Message);
            }

            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Check(WaitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.FirstInterval, TimeSpan.Zero, $"{nameof(options)}.{nameof(options.FirstInterval)}");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.LongestInterval, TimeSpan.Zero, $"{nameof(options)}.{nameof(options.LongestInterval)}");
        if (options.Timeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero, $"{nameof(options)}.{nameof(options.Timeout)}");
    }
}
