using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Tests.Webhooks;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>Jobs from their start to their end, with engines that take their time or fail.</summary>
public class JobLifeTests
{
    private const string FaceOnly = """{"models":{"face":{} } }""";

    private readonly ScriptedEngines _engines = new();
    private readonly TaskCompletionSource _work = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_job_is_queued_behind_others_in_progress_while_engines_work_and_completed_when_they_are_done()
    {
        WorkUntilTold();
        await using var host = await StartAsync(new() { RunningJobs = 1 });

        var first = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));
        await host.StateAsync(first, "IN_PROGRESS");
        var second = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));

        Assert.Equal("QUEUED", (string?)(await host.StateAsync(second, "QUEUED", "IN_PROGRESS"))["status"]);
        Assert.Equal("job_not_ended", (string?)(await host.GetAsync($"/v0/batch/jobs/{first}/predictions")).Json["error"]);
        _work.SetResult();
        Assert.Equal("COMPLETED", (string?)(await host.EndAsync(first))["status"]);
        var state = await host.EndAsync(second);
        Assert.Equal(("COMPLETED", 1, 0), ((string?)state["status"], (int)state["num_predictions"]!, (int)state["num_errors"]!));
        Assert.True((long)state["started_timestamp_ms"]! >= (long)state["created_timestamp_ms"]!);
    }

    [Fact]
    public async Task More_jobs_than_the_limit_are_refused_until_one_has_ended()
    {
        WorkUntilTold();
        await using var host = await StartAsync(new() { Jobs = 2, RunningJobs = 1 });
        var first = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));
        await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));

        var third = await host.PostFilesAsync(FaceOnly, ("a.png", Jobs.Png()));

        Assert.Equal((429, "too_many_jobs"), (third.Status, (string?)third.Json["error"]));
        _work.SetResult();
        await host.EndAsync(first);
        await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));
    }

    [Fact]
    public async Task Files_of_waiting_jobs_take_no_more_room_than_the_limit()
    {
        WorkUntilTold();
        await using var host = await StartAsync(new() { JobBytes = 100_000 });
        byte[] large = [.. Jobs.Png(), .. new byte[60_000]];
        var first = await host.StartFilesAsync(FaceOnly, ("a.png", large));

        var second = await host.PostFilesAsync(FaceOnly, ("a.png", large));

        Assert.Equal((429, "too_many_jobs"), (second.Status, (string?)second.Json["error"]));
        _work.SetResult();
        await host.EndAsync(first);
        await host.StartFilesAsync(FaceOnly, ("a.png", large));
    }

    [Fact]
    public async Task An_engine_that_throws_fails_the_job_with_the_reason()
    {
        _engines.Faces = static (_, _) => throw new InvalidOperationException("out of memory on the card");
        using var log = new CapturedLog();
        await using var host = await HumeHost.StartServerAsync(options => options.Engines = _engines.All(), log);

        var id = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));

        var state = await host.EndAsync(id);
        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.Equal("The engine for face has failed. The server's log has the details under the id of the job.", (string?)state["message"]);
        var line = Assert.Single(log.Lines, entry => entry.Level == LogLevel.Error).Text;
        Assert.Contains(id, line, StringComparison.Ordinal);
        Assert.Contains("out of memory on the card", line, StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync($"/v0/batch/jobs/{id}/predictions")).Json.AsArray());
        Assert.Equal(200, (await host.GetAsync($"/v0/batch/jobs/{id}/artifacts")).Status);
    }

    [Fact]
    public async Task A_score_that_is_no_number_fails_the_job()
    {
        _engines.Prosody = static _ => [new("Joy", double.NaN)];
        await using var host = await StartAsync(new());

        var state = await host.EndAsync(await host.StartFilesAsync("""{"models":{"prosody":{"window":{} } } }""", ("a.wav", Jobs.Wave(1))));

        Assert.Equal("The engine for prosody gave a score for Joy that is not a number. The server's log has the details under the id of the job.", (string?)state["message"]);
    }

    [Fact]
    public async Task A_file_that_an_engine_cannot_read_is_an_error_and_not_a_failure()
    {
        _engines.Faces = (media, _) => media.Width == 1
            ? throw new FormatException("The picture is torn.")
            : Task.FromResult<IReadOnlyList<FaceExpression>>([ScriptedEngines.Face()]);
        await using var host = await StartAsync(new());

        var results = await host.ResultsAsync(await host.StartFilesAsync(FaceOnly, ("torn.png", Jobs.Png(1, 1)), ("good.png", Jobs.Png())));

        Assert.Equal(["E0200: The picture is torn."], results[0]!.Errors());
        Assert.Single(results[1]!.Predictions("face"));
    }

    [Fact]
    public async Task More_predictions_than_the_limit_fail_the_job()
    {
        _engines.Faces = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([.. Enumerable.Repeat(ScriptedEngines.Face(), 11)]);
        await using var host = await StartAsync(new() { Predictions = 10 });

        var state = await host.EndAsync(await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png())));

        Assert.Contains("more than 10 predictions", (string?)state["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_gives_back_the_jobs_that_run_or_wait_even_when_the_engine_takes_no_notice()
    {
        _engines.Faces = async (_, _) =>
        {
            await _work.Task;
            return [];
        };
        var store = new MemoryJobStore(1 << 20);
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines = _engines.All();
            options.Limits = new() { RunningJobs = 1 };
            options.Stores.Jobs = store;
        });
        var running = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));
        await host.StateAsync(running, "IN_PROGRESS");
        var waiting = await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));

        await host.Server!.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        foreach (var id in new[] { running, waiting })
        {
            var job = (await store.FindAsync(id))!;
            Assert.Equal((JobStatus.Queued, 0, null), (job.Status, job.Attempt, job.Ended));
        }
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task The_callback_of_a_job_gets_its_status_and_predictions_signed(Served form)
    {
        await using var receiver = new Receiver(500);
        await using var host = await HumeHost.StartAsync(form, clock: ManualTime.JumpingOverWaits(), allowedAddresses: [receiver.Authority]);

        var id = await host.StartAsync($$"""{"text":["How wonderful!"],"models":{"language":{} },"callback_url":"{{receiver.Url}}"}""");

        await receiver.NextAsync();
        var delivery = await receiver.NextAsync();
        delivery.MustBeSignedWith(HumeHost.Key);
        Assert.Equal((id, "COMPLETED"), ((string?)delivery.Json["job_id"], (string?)delivery.Json["status"]));
        Assert.True(JsonNode.DeepEquals((await host.GetAsync($"/v0/batch/jobs/{id}/predictions")).Json, delivery.Json["predictions"]));
    }

    [Fact]
    public async Task The_callback_of_a_job_that_failed_says_so()
    {
        await using var receiver = new Receiver();
        _engines.Faces = static (_, _) => throw new InvalidOperationException("broken");
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines = _engines.All();
            options.AllowedAddresses.Add(receiver.Authority);
        });

        var id = await host.StartFilesAsync($$"""{"models":{"face":{} },"callback_url":"{{receiver.Url}}"}""", ("a.png", Jobs.Png()));

        Assert.Equal($$"""{"job_id":"{{id}}","status":"FAILED","predictions":[]}""", (await receiver.NextAsync()).Body);
    }

    [Fact]
    public async Task A_job_that_the_store_cannot_keep_is_logged_and_the_next_one_runs()
    {
        using var log = new CapturedLog();
        var store = new FailingOnceStore();
        _engines.Faces = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([ScriptedEngines.Face()]);
        await using var host = await HumeHost.StartServerAsync(
            options => (options.Engines, options.Stores.Jobs, options.Limits) = (_engines.All(), store, new() { Jobs = 1 }), log);

        var state = await host.EndAsync(await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png())));
        var next = await host.EndAsync(await host.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png())));

        Assert.Equal(("FAILED", "COMPLETED"), ((string?)state["status"], (string?)next["status"]));
        Assert.Contains(log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(FailingOnceStore.Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_starts_goes_on_with_the_jobs_of_the_one_that_stopped()
    {
        WorkUntilTold();
        var store = new MemoryJobStore(1 << 20);
        string id;
        await using (var first = await StartAsync(new(), store))
        {
            id = await first.StartFilesAsync(FaceOnly, ("a.png", Jobs.Png()));
            await first.StateAsync(id, "IN_PROGRESS");
        }

        _work.SetResult();
        await using var second = await StartAsync(new(), store);

        Assert.Equal("COMPLETED", (string?)(await second.EndAsync(id))["status"]);
    }

    [Fact]
    public async Task A_job_that_broke_the_server_down_three_times_is_reported_failed()
    {
        var store = new MemoryJobStore(1 << 20);
        var job = new MeasurementJob { Id = Guid.NewGuid().ToString(), Request = """{"text":["hello"],"models":{"language":{}}}""", Created = DateTimeOffset.UnixEpoch };
        await store.AddAsync(job, []);
        for (var attempt = 1; attempt <= 3; attempt++)
            Assert.Equal(attempt, (await store.ClaimAsync(DateTimeOffset.UtcNow, DateTimeOffset.UnixEpoch))!.Attempt);

        await using var host = await StartAsync(new(), store);

        var state = await host.EndAsync(job.Id);
        Assert.Equal(("FAILED", "The server broke down 3 times while it worked on the job."), ((string?)state["status"], (string?)state["message"]));
    }

    [Fact]
    public async Task Results_that_have_no_room_cost_no_other_job_its_own()
    {
        var store = new MemoryJobStore(10_000);
        var old = await ClaimAsync("old");
        await store.CompleteAsync(old with { Status = JobStatus.Completed, Ended = DateTimeOffset.UnixEpoch }, "[]"u8.ToArray());
        var next = await ClaimAsync("next");

        Assert.Equal(JobChange.NoRoom, await store.CompleteAsync(next, new byte[20_000]));
        Assert.NotNull(await store.ReadResultsAsync("old"));
        Assert.Equal(JobChange.Made, await store.CompleteAsync(next, new byte[8_500]));
        Assert.Null(await store.ReadResultsAsync("old"));

        async Task<MeasurementJob> ClaimAsync(string id)
        {
            await store.AddAsync(new() { Id = id, Request = "{}", Created = DateTimeOffset.UnixEpoch }, []);
            return (await store.ClaimAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue))!;
        }
    }

    private void WorkUntilTold() => _engines.Faces = async (_, cancellationToken) =>
    {
        await _work.Task.WaitAsync(cancellationToken);
        return [ScriptedEngines.Face()];
    };

    private Task<HumeHost> StartAsync(ServerLimits limits, IJobStore? store = null) =>
        HumeHost.StartServerAsync(options => (options.Engines, options.Limits, options.Stores.Jobs) = (_engines.All(), limits, store));
}
