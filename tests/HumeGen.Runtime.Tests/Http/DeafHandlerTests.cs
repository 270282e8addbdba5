using System.Net;

namespace HumeGen.Tests.Http;

/// <summary>Handlers that a program gives and that ignore their token, such as one that forgets to pass it on.</summary>
[Trait("Fault", "docs/reliability.md#given-httpclient")]
public sealed class DeafHandlerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("answer", false)]
    [InlineData("answer", true)]
    [InlineData("body", false)]
    [InlineData("body", true)]
    public async Task A_call_ends_in_time_though_its_handler_does_not(string what, bool isCancelled)
    {
        using var handler = new DeafHandler(what);
        using var cancel = new CancellationTokenSource();
        using var pipeline = TestApi.Create(handler, o => (o.Timeout, o.MaxRetries) = (isCancelled ? Guard * 2 : TimeSpan.FromSeconds(0.2), 0));

        var calling = pipeline.SendAsync(TestApi.Get(), Note.ReadJson, null, cancel.Token);
        if (isCancelled)
        {
            await cancel.CancelAsync();
            Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling.WaitAsync(Guard))).CancellationToken);
        }
        else
        {
            Assert.Equal(ApiTimeoutKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => calling.WaitAsync(Guard))).Kind);
        }
    }

    [Fact]
    public async Task The_body_of_an_error_that_never_ends_does_not_hold_up_the_error()
    {
        using var handler = new DeafHandler("error");
        var time = new ManualTime();
        using var pipeline = TestApi.Create(handler, o => (o.TimeProvider, o.MaxRetries) = (time, 0));

        var calling = pipeline.SendAsync(TestApi.Get());
        await handler.Reading.WaitAsync(Guard);
        while (!calling.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<ApiErrorException>(() => calling)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_disposed()
    {
        using var handler = new DeafHandler("answer");
        using var pipeline = TestApi.Create(handler, o => (o.Timeout, o.MaxRetries) = (TimeSpan.FromSeconds(0.2), 0));
        await Assert.ThrowsAsync<ApiTimeoutException>(() => pipeline.SendAsync(TestApi.Get()).WaitAsync(Guard));

        using var late = new LateContent();
        handler.Answer.SetResult(new HttpResponseMessage { Content = late });

        await late.Disposed.WaitAsync(Guard);
    }

    private sealed class DeafHandler(string what) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<HttpResponseMessage> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reading => _reading.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => what == "answer"
            ? Answer.Task
            : Task.FromResult(new HttpResponseMessage(what == "error" ? HttpStatusCode.NotFound : HttpStatusCode.OK) { Content = new StreamContent(new DeafStream(_reading)) });
    }

    private sealed class DeafStream(TaskCompletionSource reading) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return 0;
        }
    }

    private sealed class LateContent() : ByteArrayContent([])
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task;

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
