namespace HumeGen.Server.OpenAI;

/// <summary>Passes answers on up to a size, so that an endpoint without end does not fill the memory.</summary>
/// <remarks>The limit of <see cref="HttpClient"/> counts only for answers that it buffers, and the client of OpenAI buffers them itself.</remarks>
internal sealed class BoundedAnswers(OpenAIEndpoint endpoint, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostBytes = 64 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var bounded = new StreamContent(new Bounded(endpoint, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)));
        foreach (var (name, values) in response.Content.Headers)
            bounded.Headers.TryAddWithoutValidation(name, values);

        response.Content = bounded;
        return response;
    }

    private sealed class Bounded(OpenAIEndpoint endpoint, Stream answer) : Stream
    {
        private long _left = MostBytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(answer.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                answer.Dispose();

            base.Dispose(disposing);
        }

        private int Counted(int read)
        {
            _left -= read;
            return _left >= 0 ? read : throw EndpointFaults.Fault(endpoint, $"sent more than {MostBytes >> 20} MB", "");
        }
    }
}
