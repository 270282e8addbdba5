using Hume.ExpressionMeasurement.Batch;

namespace Hume.Tests;

/// <summary>Waiting for a batch job, on a clock that jumps.</summary>
public class BatchJobsTests
{
    private static readonly IStateInference Queued = new StateInferenceQueued { CreatedTimestamp = At(1) };
    private static readonly IStateInference Running = new StateInferenceInProgress { CreatedTimestamp = At(1), StartedTimestamp = At(2) };
    private static readonly IStateInference Done = new StateInferenceCompleted
    {
        CreatedTimestamp = At(1),
        StartedTimestamp = At(2),
        EndedTimestamp = At(3),
        NumPredictions = 4,
        NumErrors = 0,
    };

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    [Fact]
    public async Task A_job_is_asked_for_at_growing_intervals_until_it_is_done()
    {
        var batch = new FakeBatch([.. Enumerable.Repeat(Queued, 3), .. Enumerable.Repeat(Running, 9), Done]);
        var options = new WaitOptions { TimeProvider = batch.Time, FirstInterval = TimeSpan.FromSeconds(1), LongestInterval = TimeSpan.FromSeconds(5) };

        var job = await batch.WaitForCompletionAsync("job-1", options);

        Assert.IsType<StateInferenceCompleted>(job.State);
        Assert.Equal("job-1", job.JobId);
        var pauses = batch.AskedAt.Zip(batch.AskedAt.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(12, pauses.Count);
        Assert.Equal(TimeSpan.FromSeconds(1), pauses[0]);
        Assert.All(pauses.Zip(pauses.Skip(1)), p => Assert.True(p.Second > p.First || p.Second == TimeSpan.FromSeconds(5), $"{p.Second} follows {p.First}"));
        Assert.Equal(TimeSpan.FromSeconds(5), pauses[^1]);
    }

    [Fact]
    public async Task A_job_that_is_done_costs_one_question_and_no_time()
    {
        var batch = new FakeBatch([Done]);
        await batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time });
        Assert.Equal([TimeSpan.Zero], batch.AskedAt);
    }

    [Fact]
    public async Task Progress_is_told_of_every_answer()
    {
        var batch = new FakeBatch([Queued, Running, Done]);
        var seen = new Progress();
        await batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time }, seen);
        Assert.Equal(["QUEUED", "IN_PROGRESS", "COMPLETED"], seen.States);
    }

    [Fact]
    public async Task A_job_that_fails_says_why()
    {
        var batch = new FakeBatch([Running, new StateInferenceFailed { CreatedTimestamp = At(1), StartedTimestamp = At(2), EndedTimestamp = At(3), Message = "The file is no video." }]);
        var seen = new Progress();
        var error = await Assert.ThrowsAsync<BatchJobFailedException>(() => batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time }, seen));
        Assert.Contains("job-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("The file is no video.", error.Message, StringComparison.Ordinal);
        Assert.IsType<StateInferenceFailed>(error.Job.State);
        Assert.Equal(["IN_PROGRESS", "FAILED"], seen.States);
    }

    [Fact]
    public async Task A_job_that_takes_too_long_ends_the_waiting_in_time()
    {
        var batch = new FakeBatch([Running]);
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(
            () => batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time, Timeout = TimeSpan.FromMinutes(2) }));
        Assert.Equal(TimeSpan.FromMinutes(2), error.Timeout);
        Assert.Contains("job-1", error.Message, StringComparison.Ordinal);

        Assert.InRange(batch.AskedAt[^1], TimeSpan.FromSeconds(110), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_server_that_hangs_ends_the_waiting_in_time()
    {
        var time = new ManualTime();
        var batch = new FakeBatch([Running]) { Time = time, Hangs = true };
        var waiting = batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = time, Timeout = TimeSpan.FromMinutes(2) });
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<ApiTimeoutException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Waiting_can_go_on_for_ever()
    {
        var batch = new FakeBatch([.. Enumerable.Repeat(Running, 2_000), Done]);
        await batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time, Timeout = Timeout.InfiniteTimeSpan });
        Assert.Equal(2_001, batch.AskedAt.Count);
    }

    [Fact]
    public async Task Options_that_would_ask_without_pause_are_refused()
    {
        var batch = new FakeBatch([Running]);
        foreach (var options in new WaitOptions[]
        {
            new() { TimeProvider = batch.Time, FirstInterval = TimeSpan.Zero },
            new() { TimeProvider = batch.Time, FirstInterval = TimeSpan.FromSeconds(-1) },
            new() { TimeProvider = batch.Time, LongestInterval = TimeSpan.Zero },
            new() { TimeProvider = batch.Time, Timeout = TimeSpan.FromSeconds(-5) },
        })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => batch.WaitForCompletionAsync("job-1", options));
        }

        Assert.Empty(batch.AskedAt);
    }

    [Fact]
    public async Task A_state_of_the_future_is_waited_through()
    {
        var batch = new FakeBatch([new UnknownStateInference { Json = System.Text.Json.JsonDocument.Parse("""{"status":"PAUSED"}""").RootElement }, Done]);
        var seen = new Progress();
        await batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time }, seen);
        Assert.Equal(["PAUSED", "COMPLETED"], seen.States);
    }

    [Fact]
    public async Task A_job_of_another_kind_is_refused()
    {
        var batch = new FakeBatch([Done]) { Other = new UnknownUnionJob { Json = default } };
        await Assert.ThrowsAsync<ApiClientException>(() => batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time }));
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var batch = new FakeBatch([Running]) { Time = new ManualTime() };
        var waiting = batch.WaitForCompletionAsync("job-1", new WaitOptions { TimeProvider = batch.Time }, cancellationToken: stop.Token);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(batch.AskedAt);
    }

    private sealed class Progress : IProgress<InferenceJob>
    {
        public List<string> States { get; } = [];

        public void Report(InferenceJob value) => States.Add(value.State.Status);
    }

    /// <summary>A client whose one job goes through states, the last of which stays.</summary>
    private sealed class FakeBatch(IReadOnlyList<IStateInference> states) : IBatchClient
    {
        // Jumps over the pauses, not over the limit.
        public ManualTime Time { get; init; } = new(static due => due <= TimeSpan.FromSeconds(10));

        public bool Hangs { get; init; }

        public List<TimeSpan> AskedAt { get; } = [];

        public IUnionJob? Other { get; init; }

        public async Task<IUnionJob> GetJobDetailsAsync(string id, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
        {
            AskedAt.Add(Time.Elapsed);
            if (Hangs)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return Other ?? new InferenceJob { JobId = id, Request = new() { Files = [] }, State = states[Math.Min(AskedAt.Count, states.Count) - 1] };
        }

        public Task<IReadOnlyList<IUnionJob>> ListJobsAsync(BatchListJobsRequest? query = null, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<JobId> StartInferenceJobAsync(InferenceBaseRequest body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<JobId> StartInferenceJobFromLocalFileAsync(
            BatchStartInferenceJobFromLocalFileRequest body, ApiCallOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<InferenceSourcePredictResult>> GetJobPredictionsAsync(string id, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<BinaryResponse> GetJobArtifactsAsync(string id, ApiCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
