using System.Text;
using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Tests.Stores;

/// <summary>Promises of every store of jobs.</summary>
public abstract class JobContract(StorePlace place) : StoreContract(place)
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private IJobStore Jobs => Stores.Jobs!;

    [Fact]
    public async Task A_job_goes_from_its_claim_to_its_results()
    {
        var files = new[] { new JobFile("a.txt", "text/plain", Bytes("hello")), new JobFile("b", null, Bytes("")) };
        var job = await AddAsync(files);
        Assert.Equal(new JobLoad(1, 5), await Jobs.MeasureLoadAsync());

        var claimed = (await Jobs.ClaimAsync(Now, Now + Lease))!;
        Assert.Equal((job.Id, JobStatus.InProgress, 1), (claimed.Id, claimed.Status, claimed.Attempt));
        var read = await Jobs.ReadFilesAsync(job.Id);
        Assert.Equal([("a.txt", "text/plain", "hello"), ("b", null, "")], read.Select(file => (file.Name, file.ContentType, Encoding.UTF8.GetString(file.Content.Span))));
        var started = claimed with { Started = Now };
        Assert.Equal(JobChange.Made, await Jobs.RenewAsync(started, Now + Lease));
        Assert.Equal(Now, (await Jobs.FindAsync(job.Id))!.Started);
        Assert.Null(await Jobs.ReadResultsAsync(job.Id));

        var ended = started with { Status = JobStatus.Completed, Ended = Now.AddSeconds(1), Predictions = 3, Errors = 1 };
        Assert.Equal(JobChange.Made, await Jobs.CompleteAsync(ended, Bytes("[1]")));

        Assert.Equal(ended, await Others.Jobs!.FindAsync(job.Id.ToUpperInvariant()));
        Assert.Equal("[1]", Encoding.UTF8.GetString((await Jobs.ReadResultsAsync(job.Id))!.Value.Span));
        Assert.Equal(new JobLoad(0, 0), await Jobs.MeasureLoadAsync());
        Assert.Equal(JobChange.LeaseLost, await Jobs.FailAsync(ended));
    }

    [Fact]
    public async Task Two_servers_never_claim_one_job_and_take_the_oldest_first()
    {
        var added = new List<string>();
        for (var i = 0; i < 20; i++)
            added.Add((await AddAsync()).Id);

        Assert.Equal(added[0], (await Jobs.ClaimAsync(Now, Now + Lease))!.Id);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () =>
            (await (i % 2 == 0 ? Stores : Others).Jobs!.ClaimAsync(Now, Now + Lease))?.Id)));

        Assert.Equal(added.Skip(1).Order(), claimed.OfType<string>().Order());
        Assert.Null(await Jobs.ClaimAsync(Now, Now + Lease));
    }

    [Fact]
    public async Task A_claim_runs_out_and_who_had_it_changes_nothing_any_more()
    {
        var job = await AddAsync();
        var first = (await Jobs.ClaimAsync(Now, Now + Lease))!;
        Assert.Null(await Others.Jobs!.ClaimAsync(Now + Lease - TimeSpan.FromSeconds(1), Now + (2 * Lease)));

        var second = (await Others.Jobs!.ClaimAsync(Now + Lease, Now + (2 * Lease)))!;

        Assert.Equal((job.Id, 2), (second.Id, second.Attempt));
        var late = first with { Status = JobStatus.Completed, Ended = Now };
        Assert.Equal(JobChange.LeaseLost, await Jobs.RenewAsync(first, Now + (9 * Lease)));
        Assert.Equal(JobChange.LeaseLost, await Jobs.CompleteAsync(late, Bytes("[]")));
        Assert.Equal(JobChange.LeaseLost, await Jobs.FailAsync(late));
        Assert.Equal(JobChange.LeaseLost, await Jobs.ReleaseAsync(first));
        Assert.Null((await Jobs.FindAsync(job.Id))!.Ended);
        Assert.Equal(JobChange.Made, await Others.Jobs!.CompleteAsync(second with { Status = JobStatus.Completed, Ended = Now }, Bytes("[2]")));
        Assert.Equal("[2]", Encoding.UTF8.GetString((await Jobs.ReadResultsAsync(job.Id))!.Value.Span));
    }

    [Fact]
    public async Task A_claim_that_is_renewed_lasts_and_one_that_is_given_back_does_not_count()
    {
        await AddAsync([new JobFile("a", null, Bytes("x"))]);
        var job = (await Jobs.ClaimAsync(Now, Now + Lease))! with { Started = Now };
        await Jobs.RenewAsync(job, Now + (3 * Lease));
        Assert.Null(await Jobs.ClaimAsync(Now + (2 * Lease), Now + (4 * Lease)));

        Assert.Equal(JobChange.Made, await Jobs.ReleaseAsync(job));

        var waiting = (await Jobs.FindAsync(job.Id))!;
        Assert.Equal((JobStatus.Queued, 0, null), (waiting.Status, waiting.Attempt, waiting.Started));
        Assert.Equal(1, (await Jobs.ClaimAsync(Now, Now + Lease))!.Attempt);
        Assert.Single(await Jobs.ReadFilesAsync(job.Id));
    }

    [Fact]
    public async Task A_job_that_fails_says_why_and_has_no_results()
    {
        var job = await AddAsync();
        var claimed = (await Jobs.ClaimAsync(Now, Now + Lease))!;

        Assert.Equal(JobChange.Made, await Jobs.FailAsync(claimed with { Status = JobStatus.Failed, Started = Now, Ended = Now, Failure = "It broke." }));

        var failed = (await Jobs.FindAsync(job.Id))!;
        Assert.Equal((JobStatus.Failed, "It broke."), (failed.Status, failed.Failure));
        Assert.Null(await Jobs.ReadResultsAsync(job.Id));
        Assert.Null(await Jobs.ClaimAsync(Now + (9 * Lease), Now + (10 * Lease)));
    }

    [Fact]
    public async Task The_callback_of_a_job_is_claimed_by_one_server_until_it_is_sent_or_the_claim_has_run_out()
    {
        var (job, silent) = (await AddAsync(hasCallback: true), await AddAsync());
        Assert.Null(await Jobs.ClaimCallbackAsync(Now, Now + Lease));
        foreach (var _ in new[] { job, silent })
            await Jobs.FailAsync((await Jobs.ClaimAsync(Now, Now + Lease))! with { Status = JobStatus.Failed, Ended = Now, Failure = "why" });

        var claimed = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Stores : Others).Jobs!.ClaimCallbackAsync(Now, Now + Lease))));
        Assert.Equal((job.Id, JobStatus.Failed, "why"), Assert.Single(claimed.OfType<MeasurementJob>()) is var first ? (first.Id, first.Status, first.Failure) : default);
        Assert.Equal(job.Id, (await Others.Jobs!.ClaimCallbackAsync(Now + Lease, Now + (2 * Lease)))!.Id);
        await Others.Jobs.EndCallbackAsync(job.Id);

        Assert.Null(await Jobs.ClaimCallbackAsync(Now + (9 * Lease), Now + (10 * Lease)));
        Assert.Equal((false, JobStatus.Failed), await Jobs.FindAsync(job.Id) is { } found ? (found.HasCallback, found.Status) : default);
    }

    [Fact]
    public async Task All_jobs_come_newest_first()
    {
        string[] ids = [(await AddAsync()).Id, (await AddAsync()).Id, (await AddAsync()).Id];

        var listed = new List<string>();
        await foreach (var job in Jobs.ListAsync())
            listed.Add(job.Id);

        Assert.Equal(ids.Reverse(), listed);
    }

    private async Task<MeasurementJob> AddAsync(IReadOnlyList<JobFile>? files = null, bool hasCallback = false)
    {
        var job = new MeasurementJob { Id = NewId(), Request = """{"text":["hello"]}""", HasCallback = hasCallback, Created = Now };
        Assert.True(await Jobs.AddAsync(job, files ?? []));
        return job;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
