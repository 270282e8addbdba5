using System.Runtime.Versioning;

namespace HumeGen;

/// <summary>The client's own handler: sends each request once, with or without a body. See <see cref="NoBody"/> for why that takes something.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class SendOnceHandler : DelegatingHandler
{
    public SendOnceHandler(SocketsHttpHandler inner)
        : base(inner) => inner.PlaintextStreamFilter = static (context, _) =>
            new(context.NegotiatedHttpVersion.Major == 1 ? new SendOnceStream(context.PlaintextStream) : context.PlaintextStream);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is NoBody)
            request.Content = null;
        return base.SendAsync(request, cancellationToken);
    }
}
