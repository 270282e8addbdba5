using System.IO.Pipelines;
using System.Text;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Streamed JSON and files, as they arrive.</summary>
public class StreamingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PostedTts Request = new() { Utterances = [new() { Text = "Hello" }] };

    [Fact]
    public async Task Items_come_one_by_one_as_they_arrive()
    {
        var pipe = new Pipe();
        using var client = Client(pipe.Reader.AsStream());
        await using var items = client.Tts.SynthesizeJsonStreamingAsync(Request).GetAsyncEnumerator();

        await WriteAsync(pipe, Line(0));
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(0, Assert.IsType<SnippetAudioChunk>(items.Current).ChunkIndex);

        // Half an item is none.
        var second = items.MoveNextAsync().AsTask();
        await WriteAsync(pipe, Line(1)[..20]);
        Assert.False(second.IsCompleted);
        await WriteAsync(pipe, Line(1)[20..]);
        Assert.True(await second.WaitAsync(Patience));
        Assert.Equal(1, Assert.IsType<SnippetAudioChunk>(items.Current).ChunkIndex);

        await pipe.Writer.CompleteAsync();
        Assert.False(await items.MoveNextAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Nothing_is_sent_before_an_enumeration_begins()
    {
        var recorder = new Recorder(System.Net.HttpStatusCode.OK, Line(0), "application/x-ndjson");
        using var client = TestClient.Of(recorder);
        var items = client.Tts.SynthesizeJsonStreamingAsync(Request);
        Assert.Empty(recorder.Requests);
        Assert.Single(await items.ToListAsync());
        Assert.Single(recorder.Requests);
    }

    [Fact]
    public async Task Waiting_for_an_item_can_be_cancelled()
    {
        var body = new HangingStream(Line(0));
        var content = new Disposed(body);
        using var client = Client(content);
        using var stop = new CancellationTokenSource();
        await using var items = client.Tts.SynthesizeJsonStreamingAsync(Request, cancellationToken: stop.Token).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync().AsTask();
        await body.Hanging.WaitAsync(Patience);

        await stop.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task Leaving_the_enumeration_ends_the_response()
    {
        var content = new Disposed(new HangingStream(Line(0)));
        using var client = Client(content);
        await foreach (var item in client.Tts.SynthesizeJsonStreamingAsync(Request))
        {
            Assert.False(content.IsDisposed);
            break;
        }

        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_gives_what_came_and_then_an_error()
    {
        using var client = Client(new BreakingStream(Line(0) + Line(1)));
        var seen = new List<ITtsOutput>();
        var error = await Assert.ThrowsAsync<ApiResponseException>(async () =>
        {
            await foreach (var item in client.Tts.SynthesizeJsonStreamingAsync(Request))
                seen.Add(item);
        });
        Assert.Equal(2, seen.Count);
        Assert.Contains("POST /v0/tts/stream/json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_item_is_told_by_its_number()
    {
        using var client = Client(new MemoryStream(Encoding.UTF8.GetBytes(Line(0) + "{\"type\":\"audio\",\"audio\":5}\n")));
        var error = await Assert.ThrowsAsync<ApiResponseException>(() => client.Tts.SynthesizeJsonStreamingAsync(Request).ToListAsync());
        Assert.Equal(2, error.Item);
        Assert.Equal("$.audio", error.Path);
    }

    [Fact]
    public async Task Silence_ends_a_stream_in_time()
    {
        var time = new ManualTime();
        var body = new HangingStream(Line(0));
        using var client = TestClient.Of(new Recorder(_ => Reply.Stream(body, "text/event-stream")), time);
        await using var items = client.Tts.SynthesizeJsonStreamingAsync(Request).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync().AsTask();
        await body.Hanging.WaitAsync(Patience);

        time.Advance(TimeSpan.FromSeconds(61));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => next.WaitAsync(Patience));
        Assert.Equal(ApiTimeoutKind.StreamIdle, error.Kind);
    }

    [Fact]
    public async Task A_file_is_read_while_it_arrives_and_ends_with_its_response()
    {
        var pipe = new Pipe();
        var content = new Disposed(pipe.Reader.AsStream());
        using var client = Client(content, "audio/wav");
        var response = await client.Tts.SynthesizeFileStreamingAsync(Request);
        await WriteAsync(pipe, "RIFF");
        var buffer = new byte[100];
        Assert.Equal(4, await response.Stream.ReadAsync(buffer).AsTask().WaitAsync(Patience));
        Assert.Equal("audio/wav", response.ContentType);

        await response.DisposeAsync();

        Assert.True(content.IsDisposed);
    }

    private static string Line(int index) =>
        $$"""{"type":"audio","audio":"AAEC","audio_format":"mp3","chunk_index":{{index}},"generation_id":"g","is_last_chunk":false,"request_id":"r","snippet_id":"s","text":"Hi"}""" + "\n";

    private static HumeClient Client(Stream body, string contentType = "text/event-stream") =>
        TestClient.Of(new Recorder(_ => Reply.Stream(body, contentType)));

    private static async Task WriteAsync(Pipe pipe, string text)
    {
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));
        await pipe.Writer.FlushAsync();
    }

    /// <summary>A body that tells whether it was disposed.</summary>
    private sealed class Disposed(Stream inner) : ForwardOnlyStream
    {
        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The client must not block.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
